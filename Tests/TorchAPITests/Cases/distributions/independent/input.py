k = 'independent'
for d in (D.Independent(D.Normal(T([0.0, 1.0]), T([1.0, 3.0])), 1),
          D.Independent(D.Bernoulli(T([[0.2, 0.9], [0.4, 0.5]])), 1),):
    show(d, None)

