"""Half-normal distributions."""

import math

from torch.distributions._halves import Half
from torch.distributions.normal import Normal


class HalfNormal(Half):
    """The distribution of |x| where x is normal with mean 0."""

    _whole = Normal

    @property
    def mean(self):
        return self.scale * math.sqrt(2 / math.pi)

    @property
    def variance(self):
        return self.scale.pow(2) * (1 - 2 / math.pi)
