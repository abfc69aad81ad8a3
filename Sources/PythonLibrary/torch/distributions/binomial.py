"""Binomial distributions."""

import torch
from torch.distributions import constraints
from torch.distributions._parameters import Odds


class Binomial(Odds):
    """The number of successes among `total_count` trials."""

    arg_constraints = {
        "total_count": constraints.nonnegative_integer, "probs": constraints.unit_interval, "logits": constraints.real}
    has_enumerate_support = True

    def __init__(self, total_count=1, probs=None, logits=None, validate_args=None):
        (self.total_count,) = self._take(probs, logits, total_count)
        super().__init__(self.total_count.size(), validate_args=validate_args)

    @property
    def support(self):
        return constraints.integer_interval(0, self.total_count)

    @property
    def mean(self):
        return self.total_count * self.probs

    @property
    def mode(self):
        return ((self.total_count + 1) * self.probs).floor().clamp(max=self.total_count)

    @property
    def variance(self):
        return self.total_count * self.probs * (1 - self.probs)

    def sample(self, sample_shape=torch.Size()):
        shape = self._extended_shape(sample_shape)
        with torch.no_grad():
            return torch.binomial(self.total_count.expand(shape), self.probs.expand(shape))

    def _log_density(self, value):
        n, logits = self.total_count, self.logits
        # What the logarithm of 1 + exp(logits) is without overflow.
        softplus = logits.clamp(min=0) + torch.log1p(torch.exp(-torch.abs(logits)))
        normaliser = n * softplus - torch.lgamma(n + 1)
        return value * logits - torch.lgamma(value + 1) - torch.lgamma(n - value + 1) - normaliser

    def _outcomes(self, caller):
        """All numbers of successes, from 0 to the count that the whole batch has, along a first dimension."""
        least, most = self.total_count.aminmax()
        if least != most:
            raise NotImplementedError(f"Inhomogeneous total count not supported by `{caller}`.")
        numbers = torch.arange(int(most) + 1, dtype=self.total_count.dtype)
        return numbers.reshape(-1, *[1] * len(self._batch_shape))

    def entropy(self):
        logs = self.log_prob(self._outcomes("entropy"))
        return -(logs.exp() * logs).sum(0)

    def enumerate_support(self, expand=True):
        numbers = self._outcomes("enumerate_support")
        return numbers.expand(-1, *self._batch_shape) if expand else numbers
