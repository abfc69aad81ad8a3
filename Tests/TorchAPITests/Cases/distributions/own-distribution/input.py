k = 'own-distribution'
class Triangle(D.Distribution):
    arg_constraints = {"width": D.constraints.positive}
    support = D.constraints.unit_interval
    has_rsample = True
    def __init__(self, width, validate_args=None):
        self.width = width
        super().__init__(width.shape, validate_args=validate_args)
    def rsample(self, sample_shape=torch.Size()):
        return torch.rand(self._extended_shape(sample_shape)).sqrt() * self.width
    def log_prob(self, value):
        if self._validate_args:
            self._validate_sample(value)
        return (2 * value).log()
    def expand(self, batch_shape, _instance=None):
        new = self._get_checked_instance(Triangle, _instance)
        new.width = self.width.expand(batch_shape)
        super(Triangle, new).__init__(torch.Size(batch_shape), validate_args=False)
        new._validate_args = self._validate_args
        return new
d = Triangle(T([0.5, 1.0]))
torch.manual_seed(0)
print(d, d.sample((2,)), d.log_prob(T([0.5, 0.5])), d.expand((3, 2)), D.Independent(d, 1).log_prob(T([0.5, 0.5])))
for wrong in (lambda: d.log_prob(T(2.0)), lambda: d.cdf(T(0.5)), lambda: d.entropy(), lambda: d.mean, lambda: d.mode, lambda: Triangle(T([-1.0])),
              lambda: D.Distribution().expand((2,))):
    try:
        print(wrong())
    except (ValueError, NotImplementedError) as error:
        print(type(error).__name__, error)
class Shifted(D.Normal):
    def __init__(self, loc):
        super().__init__(loc, 1.0)
try:
    Shifted(T([0.0])).expand((2,))
except NotImplementedError as error:
    print(error)
