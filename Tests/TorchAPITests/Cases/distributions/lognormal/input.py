k = 'lognormal'
for d in (D.LogNormal(0.5, 0.7),
          D.LogNormal(T([0.0, 1.0]), T([1.0, 0.3])),):
    show(d, None)

