"""Distributions of functions of random values."""

import torch
from torch.distributions.distribution import Distribution
from torch.distributions.independent import Independent
from torch.distributions.transforms import ComposeTransform, Transform, _with_dimensions
from torch.distributions.utils import sum_rightmost


class TransformedDistribution(Distribution):
    """The distribution of what transforms make of another one's values."""

    arg_constraints = {}

    def __init__(self, base_distribution, transforms, validate_args=None):
        if isinstance(transforms, Transform):
            transforms = [transforms]
        elif not isinstance(transforms, list):
            raise ValueError(f"transforms must be a Transform or list, but was {transforms}")
        elif not all(isinstance(transform, Transform) for transform in transforms):
            raise ValueError("transforms must be a Transform or a list of Transforms")
        self.transforms = transforms
        whole = ComposeTransform(transforms)
        wanted, made = whole.domain.event_dim, whole.codomain.event_dim
        given = len(base_distribution.event_shape)
        shape = base_distribution.batch_shape + base_distribution.event_shape
        if len(shape) < wanted:
            raise ValueError(
                f"base_distribution needs to have shape with size at least {wanted}, but got {shape}.")
        result = whole.forward_shape(shape)
        needed = whole.inverse_shape(result)
        if needed != shape:
            base_distribution = base_distribution.expand(needed[: len(needed) - given])
        if wanted > given:
            base_distribution = Independent(base_distribution, wanted - given)
        self.base_dist = base_distribution
        cut = len(result) - max(made, given + made - wanted)
        super().__init__(result[:cut], result[cut:], validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        batch_shape = torch.Size(batch_shape)
        shape = ComposeTransform(self.transforms).inverse_shape(batch_shape + self._event_shape)
        new = super().expand(batch_shape, _instance)
        new.base_dist = self.base_dist.expand(shape[: len(shape) - len(self.base_dist.event_shape)])
        new.transforms = self.transforms
        return new

    @property
    def support(self):
        if not self.transforms:
            return self.base_dist.support
        return _with_dimensions(self.transforms[-1].codomain, len(self._event_shape))

    @property
    def has_rsample(self):
        return self.base_dist.has_rsample

    def _carried(self, x):
        for transform in self.transforms:
            x = transform(x)
        return x

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            return self._carried(self.base_dist.sample(sample_shape))

    def rsample(self, sample_shape=torch.Size()):
        return self._carried(self.base_dist.rsample(sample_shape))

    def _log_density(self, y):
        total = 0.0
        dimensions = len(self._event_shape)
        for transform in reversed(self.transforms):
            x = transform.inv(y)
            dimensions += transform.domain.event_dim - transform.codomain.event_dim
            slope = transform.log_abs_det_jacobian(x, y)
            total = total - sum_rightmost(slope, dimensions - transform.domain.event_dim)
            y = x
        return total + sum_rightmost(self.base_dist.log_prob(y), dimensions - len(self.base_dist.event_shape))

    def _monotone(self, value):
        sign = ComposeTransform(self.transforms).sign
        return value if isinstance(sign, int) and sign == 1 else sign * (value - 0.5) + 0.5

    def cdf(self, value):
        for transform in reversed(self.transforms):
            value = transform.inv(value)
        if self._validate_args:
            self.base_dist._validate_sample(value)
        return self._monotone(self.base_dist.cdf(value))

    def icdf(self, value):
        return self._carried(self.base_dist.icdf(self._monotone(value)))
