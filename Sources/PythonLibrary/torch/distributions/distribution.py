"""The base of all distributions."""

import warnings

import torch
from torch.distributions import constraints
from torch.distributions.utils import broadcast_all


class Distribution:
    """A distribution, or a batch of them: events of `event_shape` for each place of `batch_shape`."""

    has_rsample = False
    has_enumerate_support = False
    _validate_args = __debug__

    @staticmethod
    def set_default_validate_args(value):
        if value not in [True, False]:
            raise ValueError
        Distribution._validate_args = value

    def __init__(self, batch_shape=torch.Size(), event_shape=torch.Size(), validate_args=None):
        self._batch_shape = torch.Size(batch_shape)
        self._event_shape = torch.Size(event_shape)
        if validate_args is not None:
            self._validate_args = validate_args
        if self._validate_args:
            self._check_parameters()

    def _check_parameters(self):
        try:
            required = self.arg_constraints
        except NotImplementedError:
            required = {}
            warnings.warn(f"{self.__class__} does not define `arg_constraints`. Please set `arg_constraints = {{}}` or "
                          "initialize the distribution with `validate_args=False` to turn off validation.", stacklevel=2)
        for name, constraint in required.items():
            # One that is computed from another is not checked.
            if constraints.is_dependent(constraint) or name not in self.__dict__ and hasattr(
                    getattr(type(self), name, None), "compute"):
                continue
            value = getattr(self, name)
            if not constraint.check(value).all():
                raise ValueError(
                    f"Expected parameter {name} ({type(value).__name__} of shape {tuple(value.shape)}) of distribution "
                    f"{self!r} to satisfy the constraint {constraint!r}, but found invalid values:\n{value}")

    # What a distribution has besides the parameters of `arg_constraints`: tensors and distributions that are repeated
    # to a larger batch, and what is the same for every batch.
    _batched = ()
    _parts = ()
    _copied = ()

    def _hold(self, validate_args, **parameters):
        """Keeps parameters that are broadcast to the shape of the batch."""
        for name, value in zip(parameters, broadcast_all(*parameters.values())):
            setattr(self, name, value)
        Distribution.__init__(self, value.size(), validate_args=validate_args)

    def expand(self, batch_shape, _instance=None):
        """The same distribution with its parameters repeated to a larger batch."""
        batch_shape = torch.Size(batch_shape)
        old = len(self._batch_shape)
        new = self._get_checked_instance(self._library_class(), _instance)
        for name in [*self._given(), *self._batched]:
            value = self.__dict__[name]
            setattr(new, name, value.expand(batch_shape + value.shape[old:]))
        for name in self._parts:
            part = getattr(self, name)
            setattr(new, name, part.expand(batch_shape + part.batch_shape[old:]))
        for name in self._copied:
            setattr(new, name, getattr(self, name))
        self._finish(new, batch_shape, self._event_shape)
        return new

    def _given(self):
        """The parameters that the distribution was made of; others are computed from them."""
        return [name for name in self.arg_constraints if name in self.__dict__]

    def _library_class(self):
        return next(c for c in type(self).__mro__ if c.__module__.startswith("torch.distributions"))

    def _get_checked_instance(self, cls, _instance=None):
        if _instance is not None:
            return _instance
        if cls is Distribution:
            raise NotImplementedError
        if type(self).__init__ != cls.__init__:
            raise NotImplementedError(
                f"Subclass {self.__class__.__name__} of {cls.__name__} that defines a custom __init__ method must also "
                "define a custom .expand() method.")
        return type(self).__new__(type(self))

    def _finish(self, new, batch_shape, event_shape):
        Distribution.__init__(new, batch_shape, event_shape, validate_args=False)
        new._validate_args = self._validate_args

    @property
    def batch_shape(self):
        return self._batch_shape

    @property
    def event_shape(self):
        return self._event_shape

    @property
    def arg_constraints(self):
        raise NotImplementedError

    @property
    def support(self):
        raise NotImplementedError

    @property
    def mean(self):
        raise NotImplementedError

    @property
    def mode(self):
        raise NotImplementedError(f"{self.__class__} does not implement mode")

    @property
    def variance(self):
        raise NotImplementedError

    @property
    def stddev(self):
        return self.variance.sqrt()

    def sample(self, sample_shape=torch.Size()):
        with torch.no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape=torch.Size()):
        raise NotImplementedError

    def sample_n(self, n):
        warnings.warn("`sample_n(n)` will be deprecated. Use `sample((n,))` instead.", FutureWarning, stacklevel=2)
        return self.sample(torch.Size((n,)))

    # The logarithm of the density and the cumulative probability of values that have been validated.
    _log_density = None
    _cumulative = None

    def log_prob(self, value):
        return self._of_sample(self._log_density, value)

    def cdf(self, value):
        return self._of_sample(self._cumulative, value)

    def _of_sample(self, function, value):
        if function is None:
            raise NotImplementedError
        self._validate_sample(value)
        return function(value)

    def icdf(self, value):
        raise NotImplementedError

    def enumerate_support(self, expand=True):
        raise NotImplementedError

    def entropy(self):
        raise NotImplementedError

    def perplexity(self):
        return torch.exp(self.entropy())

    def _extended_shape(self, sample_shape=torch.Size()):
        return torch.Size(torch.Size(sample_shape) + self._batch_shape + self._event_shape)

    def _validate_sample(self, value):
        if not self._validate_args:
            return
        if not isinstance(value, torch.Tensor):
            raise ValueError("The value argument to log_prob must be a Tensor")
        first = value.dim() - len(self._event_shape)
        if value.size()[first:] != self._event_shape:
            raise ValueError("The right-most size of value must match event_shape: "
                             f"{value.size()} vs {self._event_shape}.")
        wanted = self._batch_shape + self._event_shape
        for i, j in zip(reversed(value.size()), reversed(wanted)):
            if i != 1 and j != 1 and i != j:
                raise ValueError(
                    f"Value is not broadcastable with batch_shape+event_shape: {value.size()} vs {wanted}.")
        try:
            support = self.support
        except NotImplementedError:
            warnings.warn(f"{self.__class__} does not define `support` to enable sample validation. Please initialize the "
                          "distribution with `validate_args=False` to turn off validation.", stacklevel=2)
            return
        if not support.check(value).all():
            raise ValueError(
                f"Expected value argument ({type(value).__name__} of shape {tuple(value.shape)}) to be within the "
                f"support ({support!r}) of the distribution {self!r}, but found invalid values:\n{value}")

    def __repr__(self):
        values = {name: self.__dict__[name] for name in self._given()}
        shown = [f"{name}: {v if v.numel() == 1 else v.size()}" for name, v in values.items()]
        return f"{self.__class__.__name__}({', '.join(shown)})"


class LocationScale(Distribution):
    """Distributions that are shifted by `loc` and stretched by `scale`."""

    arg_constraints = {"loc": constraints.real, "scale": constraints.positive}
    support = constraints.real
    has_rsample = True

    def __init__(self, loc, scale, validate_args=None):
        self._hold(validate_args, loc=loc, scale=scale)

    @property
    def mean(self):
        return self.loc

    @property
    def mode(self):
        return self.loc


class ExponentialFamily(Distribution):
    """Distributions of the exponential family, in their natural parameters."""

    @property
    def _natural_params(self):
        raise NotImplementedError

    def _log_normalizer(self, *natural_params):
        raise NotImplementedError

    @property
    def _mean_carrier_measure(self):
        raise NotImplementedError

    def entropy(self):
        total = -self._mean_carrier_measure
        natural = [p.detach().requires_grad_() for p in self._natural_params]
        normaliser = self._log_normalizer(*natural)
        slopes = torch.autograd.grad(normaliser.sum(), natural, create_graph=True)
        total = total + normaliser
        for parameter, slope in zip(natural, slopes):
            total = total - (parameter * slope).reshape(self._batch_shape + (-1,)).sum(-1)
        return total
