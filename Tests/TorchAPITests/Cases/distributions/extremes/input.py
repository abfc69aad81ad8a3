k = 'extremes'
for d in (D.Gumbel(T([0.0, 1.0]), 2.0), D.Weibull(T([1.0, 2.0]), T([1.5, 0.8])), D.GeneralizedPareto(T([0.0, 0.0]), 1.0, T([0.0, 0.3]))):
    show(d, None)
d = D.GeneralizedPareto(0.0, 2.0, -0.5)
print(d.support, d.mean, d.variance, d.log_survival_function(T(1.0)), d.log_cdf(T(1.0)), d.entropy())
