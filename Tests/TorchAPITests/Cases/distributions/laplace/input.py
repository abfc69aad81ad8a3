k = 'laplace'
for d in (D.Laplace(0.5, 2.0),
          D.Laplace(T([0.0, 1.0]), T([1.0, 3.0])),):
    show(d, None)

