k = 'exponential'
for d in (D.Exponential(2.0),
          D.Exponential(T([0.5, 4.0])),):
    show(d, None)

