k = 'half'
for d in (D.HalfNormal(2.0), D.HalfCauchy(T([1.0, 2.0])), D.LogisticNormal(T([0.0, 1.0]), T([1.0, 0.5]))):
    show(d, None)
print(D.HalfNormal(1.0, validate_args=False).log_prob(T([-0.5, 0.5])))
