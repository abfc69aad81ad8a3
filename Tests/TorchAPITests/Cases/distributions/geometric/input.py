k = 'geometric'
for d in (D.Geometric(0.3),
          D.Geometric(T([0.2, 0.9])),
          D.Geometric(logits=T([0.2])),):
    show(d, None)

