"""Relaxed distributions over classes."""

import torch
from torch.distributions import constraints
from torch.distributions._parameters import OverCategories
from torch.distributions.categorical import Categorical
from torch.distributions.transformed_distribution import TransformedDistribution
from torch.distributions.transforms import ExpTransform
from torch.distributions.utils import broadcast_all, clamp_probs


def _normalised(scores):
    return scores - scores.logsumexp(dim=-1, keepdim=True)


class ExpRelaxedCategorical(OverCategories):
    """The logarithms of relaxed vectors of classes."""

    arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}
    support = constraints.real_vector
    has_rsample = True
    _copied = ("temperature",)

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        self._categorical = Categorical(probs, logits)
        self.temperature = temperature
        super().__init__(self._categorical.batch_shape, self.param_shape[-1:], validate_args=validate_args)

    def rsample(self, sample_shape=torch.Size()):
        noise = clamp_probs(torch.rand(self._extended_shape(sample_shape), dtype=self.logits.dtype))
        return _normalised((self.logits + -(-noise.log()).log()) / self.temperature)

    def _log_density(self, value):
        classes = self._event_shape[0]
        logits, value = broadcast_all(self.logits, value)
        constant = torch.full_like(self.temperature, float(classes)).lgamma()
        constant = constant - self.temperature.log().mul(-(classes - 1))
        return _normalised(logits - value.mul(self.temperature)).sum(-1) + constant


class RelaxedOneHotCategorical(TransformedDistribution):
    """Vectors of probabilities that come closer to a single class with a lower temperature, and have derivatives."""

    arg_constraints = {"probs": constraints.simplex, "logits": constraints.real_vector}
    support = constraints.simplex
    has_rsample = True

    def __init__(self, temperature, probs=None, logits=None, validate_args=None):
        base = ExpRelaxedCategorical(temperature, probs, logits, validate_args=validate_args)
        super().__init__(base, ExpTransform(), validate_args=validate_args)

    temperature = property(lambda self: self.base_dist.temperature)
    logits = property(lambda self: self.base_dist.logits)
    probs = property(lambda self: self.base_dist.probs)
