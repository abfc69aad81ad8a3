k = 'cauchy'
for d in (D.Cauchy(0.5, 2.0),
          D.Cauchy(T([0.0, 1.0]), T([1.0, 3.0])),):
    show(d, None)

