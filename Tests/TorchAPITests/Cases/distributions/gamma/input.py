k = 'gamma'
for d in (D.Gamma(2.0, 3.0),
          D.Gamma(T([0.5, 4.0]), T([1.5, 2.0])),
          D.Chi2(T([3.0])),):
    show(d, None)

