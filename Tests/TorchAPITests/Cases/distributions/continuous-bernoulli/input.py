k = 'continuous-bernoulli'
for d in (D.ContinuousBernoulli(T([0.3, 0.4999, 0.7])), D.ContinuousBernoulli(logits=T([0.3, 0.001]))):
    show(d, None)
