"""What distributions of probabilities have in common: `probs` or `logits` is given, and the other computed from it."""

import torch
from torch.distributions.distribution import Distribution
from torch.distributions.utils import broadcast_all, lazy_property, logits_to_probs, one_of, probs_to_logits


class Odds(Distribution):
    """One probability, or the logarithm of its odds."""

    def _take(self, probs, logits, *others):
        """Keeps the one that is given; what has to be broadcast with it is returned."""
        one_of(probs, logits)
        name, value = ("logits", logits) if probs is None else ("probs", probs)
        *others, value = broadcast_all(*others, value)
        setattr(self, name, value)
        return [other.type_as(value) for other in others]

    @property
    def _param(self):
        return self.__dict__["probs"] if "probs" in self.__dict__ else self.logits

    @lazy_property
    def logits(self):
        return probs_to_logits(self.probs, is_binary=True)

    @lazy_property
    def probs(self):
        return logits_to_probs(self.logits, is_binary=True)

    @property
    def param_shape(self):
        return self._param.size()


class OverCategories(Distribution):
    """Distributions that draw with the probabilities of a categorical one, which they keep as `_categorical`."""

    _parts = ("_categorical",)

    @property
    def _param(self):
        return self._categorical._param

    @property
    def probs(self):
        return self._categorical.probs

    @property
    def logits(self):
        return self._categorical.logits

    @property
    def param_shape(self):
        return self._categorical.param_shape
