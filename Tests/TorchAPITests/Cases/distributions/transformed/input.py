k = 'transformed'
for d in (D.TransformedDistribution(D.Normal(T([0.0, 1.0]), 1.0), [D.ExpTransform()]),
          D.TransformedDistribution(D.Normal(0.0, 1.0), [D.AffineTransform(2.0, 3.0)]),
          D.TransformedDistribution(D.Uniform(0.0, 1.0), [D.SigmoidTransform().inv, D.AffineTransform(1.0, -2.0)]),
          D.TransformedDistribution(D.Normal(T([0.0, 1.0]), 1.0), D.TanhTransform()),):
    show(d, None)

