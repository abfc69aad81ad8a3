"""Mixtures."""

import torch
from torch.distributions import constraints
from torch.distributions.categorical import Categorical
from torch.distributions.distribution import Distribution


class MixtureSameFamily(Distribution):
    """A draw of one of several components, which are the last dimension of a batch of distributions."""

    arg_constraints = {}
    has_rsample = False
    _parts = ("_mixture_distribution", "_component_distribution")
    _copied = ("_num_component", "_event_ndims")

    def __init__(self, mixture_distribution, component_distribution, validate_args=None):
        if not isinstance(mixture_distribution, Categorical):
            raise ValueError(
                " The Mixture distribution needs to be an  instance of torch.distributions.Categorical")
        if not isinstance(component_distribution, Distribution):
            raise ValueError(
                "The Component distribution needs to be an instance of torch.distributions.Distribution")
        self._mixture_distribution = mixture_distribution
        self._component_distribution = component_distribution
        mixed, batch = mixture_distribution.batch_shape, component_distribution.batch_shape[:-1]
        if any(1 not in pair and pair[0] != pair[1] for pair in zip(reversed(mixed), reversed(batch))):
            raise ValueError(f"`mixture_distribution.batch_shape` ({mixed}) is not compatible with "
                             f"`component_distribution.batch_shape`({batch})")
        weights, components = mixture_distribution.logits.shape[-1], component_distribution.batch_shape[-1]
        if weights != components:
            raise ValueError(f"`mixture_distribution component` ({weights}) does not equal "
                             f"`component_distribution.batch_shape[-1]` ({components})")
        self._num_component = weights
        self._event_ndims = len(component_distribution.event_shape)
        super().__init__(batch, component_distribution.event_shape, validate_args=validate_args)

    @property
    def support(self):
        return constraints.MixtureSameFamilyConstraint(self._component_distribution.support)

    mixture_distribution = property(lambda self: self._mixture_distribution)
    component_distribution = property(lambda self: self._component_distribution)

    def _weights(self):
        """The probabilities of the components, in the shape of their moments."""
        probs = self._mixture_distribution.probs
        mixed = len(self._mixture_distribution.batch_shape)
        missing = 0 if mixed == 1 else len(self._batch_shape) - mixed
        return probs.reshape(probs.shape[:-1] + (1,) * missing + probs.shape[-1:] + (1,) * self._event_ndims)

    def _averaged(self, moment):
        return torch.sum(self._weights() * moment, dim=-1 - self._event_ndims)

    def _beside_components(self, value):
        return value.unsqueeze(-1 - self._event_ndims)

    @property
    def mean(self):
        return self._averaged(self._component_distribution.mean)

    @property
    def variance(self):
        within = self._averaged(self._component_distribution.variance)
        distance = self._component_distribution.mean - self._beside_components(self.mean)
        return within + self._averaged(distance.pow(2.0))

    def cdf(self, x):
        parts = self._component_distribution.cdf(self._beside_components(x))
        return torch.sum(parts * self._mixture_distribution.probs, dim=-1)

    def _log_density(self, value):
        parts = self._component_distribution.log_prob(self._beside_components(value))
        return torch.logsumexp(parts + torch.log_softmax(self._mixture_distribution.logits, dim=-1), dim=-1)

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            chosen = self._mixture_distribution.sample(sample_shape)
            drawn = self._component_distribution.sample(sample_shape)
            axis = len(sample_shape) + len(self._batch_shape)
            index = chosen.reshape(chosen.shape + (1,) * (1 + self._event_ndims))
            index = index.repeat((1,) * (chosen.dim() + 1) + tuple(self._event_shape))
            return torch.gather(drawn, axis, index).squeeze(axis)

    def __repr__(self):
        return f"MixtureSameFamily(\n  {self._mixture_distribution},\n  {self._component_distribution})"
