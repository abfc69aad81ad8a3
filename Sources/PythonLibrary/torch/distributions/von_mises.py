"""Von Mises distributions."""

import math

import torch
from torch.distributions.distribution import Distribution
from torch.distributions import constraints
from torch.distributions.utils import lazy_property

# The approximations of the modified Bessel functions of the first kind, of orders 0 and 1, that Abramowitz and Stegun
# give in 9.8.1 to 9.8.4: a polynomial of (x / 3.75)² below 3.75, and one of 3.75 / x above.
_below = (
    (1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813),
    (0.5, 0.87890594, 0.51498869, 0.15084934, 0.02658733, 0.00301532, 0.00032411))
_above = (
    (0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537, -0.01647633, 0.00392377),
    (0.39894228, -0.03988024, -0.00362018, 0.00163801, -0.01031555, 0.02282967, -0.02895312, 0.01787654, -0.00420059))


def _polynomial(x, coefficients):
    value = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        value = coefficient + x * value
    return value


def _log_bessel(x, order):
    ratio = x / 3.75
    below = _polynomial(ratio * ratio, _below[order])
    if order == 1:
        below = x.abs() * below
    above = x - 0.5 * x.log() + _polynomial(3.75 / x, _above[order]).log()
    return torch.where(x < 3.75, below.log(), above)


class VonMises(Distribution):
    """The distribution of angles around `loc`."""

    arg_constraints = {"loc": constraints.real, "concentration": constraints.positive}
    support = constraints.real
    has_rsample = False

    def __init__(self, loc, concentration, validate_args=None):
        self._hold(validate_args, loc=loc, concentration=concentration)

    @property
    def mean(self):
        return self.loc

    mode = mean

    @lazy_property
    def variance(self):
        return 1 - (_log_bessel(self.concentration, 1) - _log_bessel(self.concentration, 0)).exp()

    def _log_density(self, value):
        power = self.concentration * torch.cos(value - self.loc)
        return power - math.log(2 * math.pi) - _log_bessel(self.concentration, 0)

    @lazy_property
    def _envelope(self):
        """The parameter of the wrapped Cauchy distribution from which Best and Fisher's method draws candidates."""
        kappa = self.concentration.double()
        tau = 1 + (1 + 4 * kappa**2).sqrt()
        rho = (tau - (2 * tau).sqrt()) / (2 * kappa)
        return torch.where(kappa < 1e-5, 1 / kappa + kappa, (1 + rho**2) / (2 * rho))

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            shape = self._extended_shape(sample_shape)
            kappa, r = self.concentration.double(), self._envelope
            angles = torch.empty(shape, dtype=torch.float64)
            found = torch.zeros(shape, dtype=torch.bool)
            while not found.all():
                first, second, third = torch.rand((3,) + shape, dtype=torch.float64).unbind()
                z = torch.cos(math.pi * first)
                f = (1 + r * z) / (r + z)
                c = kappa * (r - f)
                good = (c * (2 - c) - second > 0) | ((c / second).log() + 1 - c >= 0)
                # A candidate replaces one that was found before.
                angles = torch.where(good, (third - 0.5).sign() * f.acos(), angles)
                found = found | good
            return ((angles + math.pi + self.loc.double()) % (2 * math.pi) - math.pi).to(self.loc.dtype)
