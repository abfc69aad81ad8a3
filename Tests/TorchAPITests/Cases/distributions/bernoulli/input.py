k = 'bernoulli'
for d in (D.Bernoulli(0.3),
          D.Bernoulli(T([0.2, 0.9])),
          D.Bernoulli(logits=T([0.2, -1.5])),):
    show(d, None)

