"""Distributions over classes, as vectors."""

import torch
from torch.distributions import constraints
from torch.distributions._parameters import OverCategories
from torch.distributions.categorical import Categorical
from torch.nn.functional import one_hot


class OneHotCategorical(OverCategories):
    """A class as the vector that is 1 at its place and 0 elsewhere."""

    arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}
    support = constraints.one_hot
    has_enumerate_support = True

    def __init__(self, probs=None, logits=None, validate_args=None):
        self._categorical = Categorical(probs, logits)
        super().__init__(self._categorical.batch_shape, self.param_shape[-1:], validate_args=validate_args)

    def _vectors(self, classes):
        return one_hot(classes, self._event_shape[0]).to(self.probs)

    @property
    def mean(self):
        return self.probs

    @property
    def mode(self):
        return self._vectors(self._categorical.mode)

    @property
    def variance(self):
        return self.probs * (1 - self.probs)

    def sample(self, sample_shape=torch.Size()):
        return self._vectors(self._categorical.sample(sample_shape))

    def _log_density(self, value):
        return self._categorical.log_prob(value.max(-1)[1])

    def entropy(self):
        return self._categorical.entropy()

    def enumerate_support(self, expand=True):
        n = self._event_shape[0]
        values = torch.eye(n, dtype=self._param.dtype).view((n,) + (1,) * len(self._batch_shape) + (n,))
        return values.expand((n,) + self._batch_shape + (n,)) if expand else values


class OneHotCategoricalStraightThrough(OneHotCategorical):
    """The same draws with the derivative of the probabilities."""

    has_rsample = True

    def rsample(self, sample_shape=torch.Size()):
        drawn = self.sample(sample_shape)
        return drawn + (self.probs - self.probs.detach())
