k = 'poisson'
for d in (D.Poisson(3.0),
          D.Poisson(T([0.5, 40.0])),):
    show(d, None)

