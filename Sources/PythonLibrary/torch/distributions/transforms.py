"""Functions that carry one distribution over into another."""

import math

import torch
import torch.nn.functional as F
from torch.distributions import constraints
from torch.distributions.utils import lazy_property, sum_rightmost

__all__ = [
    "AbsTransform", "AffineTransform", "CatTransform", "ComposeTransform", "CorrCholeskyTransform",
    "CumulativeDistributionTransform", "ExpTransform", "IndependentTransform", "LowerCholeskyTransform",
    "PositiveDefiniteTransform", "PowerTransform", "ReshapeTransform", "SigmoidTransform", "SoftplusTransform",
    "TanhTransform", "SoftmaxTransform", "StackTransform", "StickBreakingTransform", "Transform", "identity_transform",
]

_new = object.__new__


class Transform:
    """A function of elements or whole events, its inverse, and the logarithm of its slope.

    With `cache_size=1` the last pair of argument and value is remembered, so that the inverse of a value that was just
    computed is the argument itself.
    """

    bijective = False
    # The attributes that make two transforms of a type equal; None where each is equal to itself only.
    _compared = None
    # The attribute that holds the transforms that this one is made of.
    _inner = None

    def __init__(self, cache_size=0):
        if cache_size not in (0, 1):
            raise ValueError("cache_size must be 0 or 1")
        self._cache_size = cache_size
        self._inv = None
        self._last = (None, None)

    @property
    def event_dim(self):
        if self.domain.event_dim != self.codomain.event_dim:
            raise ValueError("Please use either .domain.event_dim or .codomain.event_dim")
        return self.domain.event_dim

    @property
    def inv(self):
        if self._inv is None:
            self._inv = self._inverted()
        return self._inv

    def _inverted(self):
        return _InverseTransform(self)

    @property
    def sign(self):
        raise NotImplementedError

    def with_cache(self, cache_size=1):
        if self._cache_size == cache_size:
            return self
        if type(self).__init__ is not Transform.__init__ and not type(self).__module__.startswith("torch."):
            raise NotImplementedError(f"{type(self)}.with_cache is not implemented")
        copy = _new(type(self))
        copy.__dict__.update(self.__dict__)
        Transform.__init__(copy, cache_size)
        copy._cache_parts()
        return copy

    def _cache_parts(self):
        """Gives the inner transforms the same cache."""
        if self._inner is not None and self._cache_size:
            inner = getattr(self, self._inner)
            cached = inner.with_cache(1) if isinstance(inner, Transform) else [part.with_cache(1) for part in inner]
            setattr(self, self._inner, cached)

    def __eq__(self, other):
        if self is other or type(self) is not type(other) or self._compared is None:
            return self is other
        return all(_equal(getattr(self, name), getattr(other, name)) for name in self._compared)

    def __call__(self, x):
        if not self._cache_size:
            return self._call(x)
        if x is not self._last[0]:
            self._last = (x, self._call(x))
        return self._last[1]

    def _inv_call(self, y):
        if not self._cache_size:
            return self._inverse(y)
        if y is not self._last[1]:
            self._last = (self._inverse(y), y)
        return self._last[0]

    def _call(self, x):
        raise NotImplementedError

    def _inverse(self, y):
        raise NotImplementedError

    def log_abs_det_jacobian(self, x, y):
        raise NotImplementedError

    def forward_shape(self, shape):
        return shape

    def inverse_shape(self, shape):
        return shape

    def __repr__(self):
        return self.__class__.__name__ + "()"


def _equal(one, other):
    same = one == other
    return bool(same.all()) if isinstance(same, torch.Tensor) else same


class _InverseTransform(Transform):
    """The inverse of a transform, which shares its cache."""

    _compared = ("_inv",)

    def __init__(self, transform):
        super().__init__(transform._cache_size)
        self._inv = transform

    domain = property(lambda self: self._inv.codomain)
    codomain = property(lambda self: self._inv.domain)
    bijective = property(lambda self: self._inv.bijective)
    sign = property(lambda self: self._inv.sign)

    def with_cache(self, cache_size=1):
        return self._inv.with_cache(cache_size).inv

    def __call__(self, x):
        return self._inv._inv_call(x)

    def _inv_call(self, y):
        return self._inv(y)

    def log_abs_det_jacobian(self, x, y):
        return -self._inv.log_abs_det_jacobian(y, x)

    def forward_shape(self, shape):
        return self._inv.inverse_shape(shape)

    def inverse_shape(self, shape):
        return self._inv.forward_shape(shape)

    def __repr__(self):
        return f"_InverseTransform({self._inv!r})"


def _with_dimensions(constraint, count):
    """A constraint on events of so many dimensions."""
    extra = count - constraint.event_dim
    return constraints.independent(constraint, extra) if extra > 0 else constraint


class ComposeTransform(Transform):
    """One transform after the other."""

    _compared = ("parts",)
    _inner = "parts"

    def __init__(self, parts, cache_size=0):
        super().__init__(cache_size)
        self.parts = parts
        self._cache_parts()

    def _inverted(self):
        inverse = ComposeTransform([part.inv for part in reversed(self.parts)])
        inverse._inv = self
        return inverse

    @property
    def domain(self):
        if not self.parts:
            return constraints.real
        # How many dimensions the first part must be given for every part to get as many as it wants.
        needed = 0
        for part in reversed(self.parts):
            needed = part.domain.event_dim + max(needed - part.codomain.event_dim, 0)
        return _with_dimensions(self.parts[0].domain, needed)

    @property
    def codomain(self):
        if not self.parts:
            return constraints.real
        made = 0
        for part in self.parts:
            made = part.codomain.event_dim + max(made - part.domain.event_dim, 0)
        return _with_dimensions(self.parts[-1].codomain, made)

    @lazy_property
    def bijective(self):
        return all(part.bijective for part in self.parts)

    @lazy_property
    def sign(self):
        sign = 1
        for part in self.parts:
            sign = sign * part.sign
        return sign

    def __call__(self, x):
        for part in self.parts:
            x = part(x)
        return x

    def _inv_call(self, y):
        return self.inv(y)

    def log_abs_det_jacobian(self, x, y):
        if not self.parts:
            return torch.zeros_like(x)
        total = None
        dimensions = self.domain.event_dim
        for part in self.parts:
            value = y if part is self.parts[-1] else part(x)
            slope = sum_rightmost(part.log_abs_det_jacobian(x, value), dimensions - part.domain.event_dim)
            total = slope if total is None else total + slope
            dimensions += part.codomain.event_dim - part.domain.event_dim
            x = value
        return total

    def forward_shape(self, shape):
        for part in self.parts:
            shape = part.forward_shape(shape)
        return shape

    def inverse_shape(self, shape):
        for part in reversed(self.parts):
            shape = part.inverse_shape(shape)
        return shape

    def __repr__(self):
        inner = ",\n    ".join(repr(part) for part in self.parts)
        return f"ComposeTransform(\n    {inner}\n)"


identity_transform = ComposeTransform([])


class IndependentTransform(Transform):
    """Another transform whose last dimensions of the batch are part of the event."""

    _inner = "base_transform"

    def __init__(self, base_transform, reinterpreted_batch_ndims, cache_size=0):
        super().__init__(cache_size)
        self.base_transform = base_transform.with_cache(cache_size)
        self.reinterpreted_batch_ndims = reinterpreted_batch_ndims

    domain = property(lambda self: constraints.independent(self.base_transform.domain, self.reinterpreted_batch_ndims))
    codomain = property(
        lambda self: constraints.independent(self.base_transform.codomain, self.reinterpreted_batch_ndims))
    bijective = property(lambda self: self.base_transform.bijective)
    sign = property(lambda self: self.base_transform.sign)

    def _call(self, x):
        _check_dimensions(x.shape, self.domain.event_dim)
        return self.base_transform(x)

    def _inverse(self, y):
        _check_dimensions(y.shape, self.codomain.event_dim)
        return self.base_transform.inv(y)

    def log_abs_det_jacobian(self, x, y):
        return sum_rightmost(self.base_transform.log_abs_det_jacobian(x, y), self.reinterpreted_batch_ndims)

    def forward_shape(self, shape):
        return self.base_transform.forward_shape(shape)

    def inverse_shape(self, shape):
        return self.base_transform.inverse_shape(shape)

    def __repr__(self):
        return f"{self.__class__.__name__}({self.base_transform!r}, {self.reinterpreted_batch_ndims})"


def _check_dimensions(shape, least):
    if len(shape) < least:
        raise ValueError("Too few dimensions on input")


class ReshapeTransform(Transform):
    """Events of another shape."""

    bijective = True

    def __init__(self, in_shape, out_shape, cache_size=0):
        self.in_shape = torch.Size(in_shape)
        self.out_shape = torch.Size(out_shape)
        if self.in_shape.numel() != self.out_shape.numel():
            raise ValueError("in_shape, out_shape have different numbers of elements")
        super().__init__(cache_size)

    domain = property(lambda self: constraints.independent(constraints.real, len(self.in_shape)))
    codomain = property(lambda self: constraints.independent(constraints.real, len(self.out_shape)))

    def _call(self, x):
        return x.reshape(x.shape[: x.dim() - len(self.in_shape)] + self.out_shape)

    def _inverse(self, y):
        return y.reshape(y.shape[: y.dim() - len(self.out_shape)] + self.in_shape)

    def log_abs_det_jacobian(self, x, y):
        return x.new_zeros(x.shape[: x.dim() - len(self.in_shape)])

    def forward_shape(self, shape):
        return _replaced(shape, self.in_shape, self.out_shape)

    def inverse_shape(self, shape):
        return _replaced(shape, self.out_shape, self.in_shape)


def _replaced(shape, old, new):
    """A shape that ends with `new` instead of `old`."""
    _check_dimensions(shape, len(old))
    cut = len(shape) - len(old)
    if shape[cut:] != old:
        raise ValueError(f"Shape mismatch: expected {shape[cut:]} but got {old}")
    return shape[:cut] + new


class _Increasing(Transform):
    """Increasing functions of real numbers without parameters."""

    bijective = True
    domain = constraints.real
    sign = +1
    _compared = ()


class ExpTransform(_Increasing):
    codomain = constraints.positive

    def _call(self, x):
        return x.exp()

    def _inverse(self, y):
        return y.log()

    def log_abs_det_jacobian(self, x, y):
        return x


def _broadcast_with(shape, *parameters):
    return torch.broadcast_shapes(shape, *[getattr(parameter, "shape", ()) for parameter in parameters])


class PowerTransform(Transform):
    bijective = True
    domain = constraints.positive
    codomain = constraints.positive
    _compared = ("exponent",)

    def __init__(self, exponent, cache_size=0):
        super().__init__(cache_size)
        if not isinstance(exponent, torch.Tensor):
            exponent = torch.tensor(exponent, dtype=torch.get_default_dtype())
        self.exponent = exponent

    @lazy_property
    def sign(self):
        return self.exponent.sign()

    def _call(self, x):
        return x.pow(self.exponent)

    def _inverse(self, y):
        return y.pow(1 / self.exponent)

    def log_abs_det_jacobian(self, x, y):
        return (self.exponent * y / x).abs().log()

    def forward_shape(self, shape):
        return _broadcast_with(shape, self.exponent)

    inverse_shape = forward_shape


def _inside_unit(x):
    """What lies strictly between 0 and 1 is left as it is."""
    limits = torch.finfo(x.dtype)
    return torch.clamp(x, min=limits.tiny, max=1.0 - limits.eps)


class SigmoidTransform(_Increasing):
    codomain = constraints.unit_interval

    def _call(self, x):
        return _inside_unit(torch.sigmoid(x))

    def _inverse(self, y):
        y = _inside_unit(y)
        return y.log() - (-y).log1p()

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x) - F.softplus(x)


class SoftplusTransform(_Increasing):
    codomain = constraints.positive

    def _call(self, x):
        return F.softplus(x)

    def _inverse(self, y):
        return (-y).expm1().neg().log() + y

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x)


class TanhTransform(_Increasing):
    codomain = constraints.interval(-1.0, 1.0)

    def _call(self, x):
        return x.tanh()

    def _inverse(self, y):
        return torch.atanh(y)

    def log_abs_det_jacobian(self, x, y):
        return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))


class AbsTransform(Transform):
    domain = constraints.real
    codomain = constraints.positive
    _compared = ()

    def _call(self, x):
        return x.abs()

    def _inverse(self, y):
        return y


class AffineTransform(Transform):
    bijective = True
    _compared = ("loc", "scale")

    def __init__(self, loc, scale, event_dim=0, cache_size=0):
        super().__init__(cache_size)
        self.loc = loc
        self.scale = scale
        self._event_dim = event_dim

    event_dim = property(lambda self: self._event_dim)

    @property
    def domain(self):
        return _with_dimensions(constraints.real, self._event_dim)

    codomain = domain

    @property
    def sign(self):
        return self.scale.sign() if isinstance(self.scale, torch.Tensor) else (self.scale > 0) - (self.scale < 0)

    def _call(self, x):
        return self.loc + self.scale * x

    def _inverse(self, y):
        return (y - self.loc) / self.scale

    def log_abs_det_jacobian(self, x, y):
        if isinstance(self.scale, torch.Tensor):
            slope = torch.abs(self.scale).log()
        else:
            slope = torch.full_like(x, math.log(abs(self.scale)))
        if not self._event_dim:
            return slope.expand(x.shape)
        return sum_rightmost(slope, self._event_dim).expand(x.shape[: -self._event_dim])

    def forward_shape(self, shape):
        return _broadcast_with(shape, self.loc, self.scale)

    inverse_shape = forward_shape


class CumulativeDistributionTransform(Transform):
    """The cumulative probability of a distribution."""

    bijective = True
    codomain = constraints.unit_interval
    sign = +1

    def __init__(self, distribution, cache_size=0):
        super().__init__(cache_size)
        self.distribution = distribution

    domain = property(lambda self: self.distribution.support)

    def _call(self, x):
        return self.distribution.cdf(x)

    def _inverse(self, y):
        return self.distribution.icdf(y)

    def log_abs_det_jacobian(self, x, y):
        return self.distribution.log_prob(x)


# These build on the classes above.
from torch.distributions._matrix_transforms import (
    CorrCholeskyTransform, LowerCholeskyTransform, PositiveDefiniteTransform, SoftmaxTransform, StickBreakingTransform)
from torch.distributions._split_transforms import CatTransform, StackTransform
