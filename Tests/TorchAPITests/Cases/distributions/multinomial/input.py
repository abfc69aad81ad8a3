k = 'multinomial'
for d in (D.Multinomial(10, T([0.1, 0.2, 0.7])),
          D.Multinomial(4, logits=T([[1.0, 2.0], [3.0, 1.0]])),):
    show(d, None)

