"""Continuous Bernoulli distributions."""

import math

import torch
from torch.distributions import constraints
from torch.distributions._parameters import Odds
from torch.distributions.distribution import ExponentialFamily
from torch.distributions.utils import broadcast_all, clamp_probs, lazy_property, logits_to_probs
from torch.nn.functional import binary_cross_entropy_with_logits


class ContinuousBernoulli(ExponentialFamily, Odds):
    """The distribution over [0, 1] whose density is that of a Bernoulli distribution, up to a constant.

    Near a probability of a half, between the two `lims`, the formulas cancel, and Taylor's series take their place.
    """

    arg_constraints = {"probs": constraints.unit_interval, "logits": constraints.real}
    support = constraints.unit_interval
    has_rsample = True
    _copied = ("_lims",)

    def __init__(self, probs=None, logits=None, lims=(0.499, 0.501), validate_args=None):
        self._take(probs, logits)
        if probs is not None:
            if validate_args is not None and not constraints.unit_interval.check(self.probs).all():
                raise ValueError("The parameter probs has invalid values")
            self.probs = clamp_probs(self.probs)
        self._lims = lims
        super().__init__(self._param.size(), validate_args=validate_args)

    @lazy_property
    def probs(self):
        return clamp_probs(logits_to_probs(self.logits, is_binary=True))

    def _is_far(self):
        return (self.probs <= self._lims[0]) | (self.probs > self._lims[1])

    def _far_probs(self):
        return torch.where(self._is_far(), self.probs, self._lims[0] * torch.ones_like(self.probs))

    def _either(self, far, near):
        return torch.where(self._is_far(), far, near)

    def _cont_bern_log_norm(self):
        far = self._far_probs()
        low = torch.where(far <= 0.5, far, torch.zeros_like(far))
        high = torch.where(far >= 0.5, far, torch.ones_like(far))
        width = torch.where(far <= 0.5, torch.log1p(-2.0 * low), torch.log(2.0 * high - 1.0))
        square = torch.pow(self.probs - 0.5, 2)
        near = math.log(2.0) + (4.0 / 3.0 + 104.0 / 45.0 * square) * square
        return self._either(torch.log(torch.abs(torch.log1p(-far) - torch.log(far))) - width, near)

    @property
    def mean(self):
        far = self._far_probs()
        value = far / (2.0 * far - 1.0) + 1.0 / (torch.log1p(-far) - torch.log(far))
        centred = self.probs - 0.5
        return self._either(value, 0.5 + (1.0 / 3.0 + 16.0 / 45.0 * torch.pow(centred, 2)) * centred)

    @property
    def variance(self):
        far = self._far_probs()
        value = far * (far - 1.0) / torch.pow(1.0 - 2.0 * far, 2)
        value = value + 1.0 / torch.pow(torch.log1p(-far) - torch.log(far), 2)
        square = torch.pow(self.probs - 0.5, 2)
        return self._either(value, 1.0 / 12.0 - (1.0 / 15.0 - 128.0 / 945.0 * square) * square)

    def rsample(self, sample_shape=torch.Size()):
        return self.icdf(torch.rand(self._extended_shape(sample_shape), dtype=self.probs.dtype))

    def _log_density(self, value):
        logits, value = broadcast_all(self.logits, value)
        return -binary_cross_entropy_with_logits(logits, value, reduction="none") + self._cont_bern_log_norm()

    def _cumulative(self, value):
        far = self._far_probs()
        inside = torch.pow(far, value) * torch.pow(1.0 - far, 1.0 - value) + far - 1.0
        inside = self._either(inside / (2.0 * far - 1.0), value)
        inside = torch.where(value >= 1.0, torch.ones_like(value), inside)
        return torch.where(value <= 0.0, torch.zeros_like(value), inside)

    def icdf(self, value):
        far = self._far_probs()
        log_zero = torch.log1p(-far)
        return self._either(
            (torch.log1p(-far + value * (2.0 * far - 1.0)) - log_zero) / (torch.log(far) - log_zero), value)

    def entropy(self):
        log_zero, log_one = torch.log1p(-self.probs), torch.log(self.probs)
        return self.mean * (log_zero - log_one) - self._cont_bern_log_norm() - log_zero
