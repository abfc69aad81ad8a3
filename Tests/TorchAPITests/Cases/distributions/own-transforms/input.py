k = 'own-transforms'
class Cube(D.Transform):
    domain = codomain = D.constraints.real
    bijective = True
    sign = 1
    def _call(self, x):
        return x ** 3
    def _inverse(self, y):
        return y.abs().pow(1 / 3) * y.sign()
    def log_abs_det_jacobian(self, x, y):
        return (3 * x ** 2).log()
d = D.TransformedDistribution(D.Normal(torch.zeros(2), torch.ones(2)), [Cube(), D.AffineTransform(1.0, 2.0)])
show(d, None)
show(D.TransformedDistribution(D.Normal(torch.zeros(3), torch.ones(3)), D.StickBreakingTransform()), None)
show(D.TransformedDistribution(D.Normal(0.0, 1.0), [D.AffineTransform(T([0.0, 1.0]), 1.0), D.TanhTransform(cache_size=1)]), None)
print(Cube().with_cache(), Cube() == Cube())
for wrong in (lambda: D.TransformedDistribution(D.Normal(0.0, 1.0), "exp"), lambda: D.TransformedDistribution(D.Normal(0.0, 1.0), ["exp"]),
              lambda: D.TransformedDistribution(D.Normal(0.0, 1.0), D.StickBreakingTransform()), lambda: Cube(cache_size=2)):
    try:
        wrong()
    except ValueError as error:
        print(error)
