k = 'negative-binomial'
for d in (D.NegativeBinomial(4, 0.3), D.NegativeBinomial(T([3.0, 5.0]), logits=T([0.3, 0.6]))):
    show(d, None)
