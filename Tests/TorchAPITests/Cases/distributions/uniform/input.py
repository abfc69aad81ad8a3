k = 'uniform'
for d in (D.Uniform(-1.0, 3.0),
          D.Uniform(T([0.0, -1.0]), T([1.0, 2.5])),):
    show(d, None)

