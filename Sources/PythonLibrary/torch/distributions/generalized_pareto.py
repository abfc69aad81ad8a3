"""Generalised Pareto distributions."""

import torch
from torch.distributions import constraints
from torch.distributions.distribution import Distribution


class GeneralizedPareto(Distribution):
    """The distribution of what exceeds `loc`, with a tail that `concentration` makes heavier."""

    arg_constraints = {
        "loc": constraints.real, "scale": constraints.positive, "concentration": constraints.real}
    has_rsample = True

    def __init__(self, loc, scale, concentration, validate_args=None):
        self._hold(validate_args, loc=loc, scale=scale, concentration=concentration)

    @property
    def support(self):
        shape = self.concentration
        return constraints.interval(
            self.loc, torch.where(shape < 0, self.loc - self.scale / shape, float("inf")))

    def _limits(self):
        """Where the concentration is zero, so that the tail is exponential, and the concentration with ones there."""
        zero = torch.isclose(self.concentration, torch.zeros_like(self.concentration))
        return zero, torch.where(zero, torch.ones_like(self.concentration), self.concentration)

    def _standardised(self, value):
        return (value - self.loc) / self.scale

    def rsample(self, sample_shape=torch.Size()):
        return self.icdf(torch.rand(self._extended_shape(sample_shape), dtype=self.loc.dtype))

    def _log_density(self, value):
        zero, shape = self._limits()
        z = self._standardised(value)
        power = 1 / shape + torch.ones_like(z)
        tail = torch.where(power == 0, power, power * torch.log1p(shape * z))
        return -self.scale.log() - torch.where(zero, z, tail)

    def log_survival_function(self, value):
        self._validate_sample(value)
        zero, shape = self._limits()
        z = self._standardised(value)
        return torch.where(zero, -z, -torch.log1p(shape * z) / shape)

    def log_cdf(self, value):
        return torch.log1p(-torch.exp(self.log_survival_function(value)))

    def cdf(self, value):
        return torch.exp(self.log_cdf(value))

    def icdf(self, value):
        zero, shape = self._limits()
        log_rest = torch.log1p(-value)
        tail = self.loc + self.scale / shape * torch.expm1(-shape * log_rest)
        return torch.where(zero, self.loc - self.scale * log_rest, tail)

    def _moment(self, bound, formula):
        """A moment that exists for concentrations below a bound."""
        exists = self.concentration < bound
        value = formula(torch.where(exists, self.concentration, bound / 2))
        return torch.where(exists, value, float("nan"))

    @property
    def mean(self):
        return self._moment(1, lambda shape: self.loc + self.scale / (1 - shape))

    @property
    def mode(self):
        return self.loc

    @property
    def variance(self):
        return self._moment(0.5, lambda shape: self.scale**2 / ((1 - shape) ** 2 * (1 - 2 * shape)))

    def entropy(self):
        return torch.broadcast_to(torch.log(self.scale) + self.concentration + 1, self._batch_shape)
