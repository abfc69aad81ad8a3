"""Half-Cauchy distributions."""

import torch
from torch.distributions._halves import Half
from torch.distributions.cauchy import Cauchy


class HalfCauchy(Half):
    """The distribution of |x| where x follows a Cauchy distribution around 0."""

    _whole = Cauchy

    @property
    def mean(self):
        return torch.full(self._extended_shape(), float("inf"), dtype=self.scale.dtype)

    @property
    def variance(self):
        return self.base_dist.variance

    def _log_density(self, value):
        return super()._log_density(value.to(self.scale.dtype))
