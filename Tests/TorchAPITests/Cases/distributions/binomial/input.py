k = 'binomial'
for d in (D.Binomial(10, T(0.3)),
          D.Binomial(5, T([0.2, 0.9])),
          D.Binomial(100, logits=T([0.2, -1.5])),):
    show(d, None)

