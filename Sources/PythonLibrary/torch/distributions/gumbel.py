"""Gumbel distributions."""

import math

import torch
from torch.distributions import constraints
from torch.distributions.transformed_distribution import TransformedDistribution
from torch.distributions.transforms import AffineTransform, ExpTransform
from torch.distributions.uniform import Uniform
from torch.distributions.utils import broadcast_all, euler_constant


class Gumbel(TransformedDistribution):
    """The Gumbel distribution of largest values."""

    arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
    support = constraints.real

    def __init__(self, loc, scale, validate_args=None):
        self.loc, self.scale = broadcast_all(loc, scale)
        limits = torch.finfo(self.loc.dtype)
        low, high = (torch.full_like(self.loc, bound) for bound in (limits.tiny, 1 - limits.eps))
        logarithm = ExpTransform().inv
        super().__init__(
            Uniform(low, high, validate_args=validate_args),
            [logarithm, AffineTransform(0, -torch.ones_like(self.scale)), logarithm, AffineTransform(loc, -self.scale)],
            validate_args=validate_args)

    def _log_density(self, value):
        y = (self.loc - value) / self.scale
        return y - y.exp() - self.scale.log()

    @property
    def mean(self):
        return self.loc + self.scale * euler_constant

    @property
    def mode(self):
        return self.loc

    @property
    def stddev(self):
        return math.pi / math.sqrt(6) * self.scale

    @property
    def variance(self):
        return self.stddev.pow(2)

    def entropy(self):
        return self.scale.log() + (1 + euler_constant)
