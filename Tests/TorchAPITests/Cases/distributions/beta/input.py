k = 'beta'
for d in (D.Beta(2.0, 3.0),
          D.Beta(T([0.5, 4.0]), T([1.5, 2.0])),):
    show(d, None)

