"""Functions that carry one distribution over into another."""

import math

import torch
import torch.nn.functional as F
from torch.distributions import constraints

__all__ = [
    "AbsTransform", "AffineTransform", "ComposeTransform", "ExpTransform", "PowerTransform", "SigmoidTransform",
    "SoftplusTransform", "TanhTransform", "Transform", "identity_transform",
]


class Transform:
    """An invertible function of elements, and the logarithm of its slope."""

    bijective = True
    domain = constraints.real
    codomain = constraints.real

    def __init__(self, cache_size=0):
        self._inverse = None

    @property
    def inv(self):
        return _Inverse(self)

    @property
    def sign(self):
        return 1

    def __call__(self, x):
        return self._call(x)

    def _call(self, x):
        raise NotImplementedError

    def log_abs_det_jacobian(self, x, y):
        raise NotImplementedError

    def forward_shape(self, shape):
        return shape

    inverse_shape = forward_shape

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr__(self):
        return self.__class__.__name__ + "()"


class _Inverse(Transform):
    def __init__(self, transform):
        self.inv_of = transform

    @property
    def inv(self):
        return self.inv_of

    @property
    def sign(self):
        return self.inv_of.sign

    @property
    def domain(self):
        return self.inv_of.codomain

    @property
    def codomain(self):
        return self.inv_of.domain

    def _call(self, y):
        return self.inv_of._undo(y)

    def _undo(self, x):
        return self.inv_of(x)

    def log_abs_det_jacobian(self, y, x):
        return -self.inv_of.log_abs_det_jacobian(x, y)

    def __repr__(self):
        return f"_InverseTransform({self.inv_of!r})"


class ComposeTransform(Transform):
    """One transform after the other."""

    def __init__(self, parts, cache_size=0):
        self.parts = list(parts)

    @property
    def sign(self):
        sign = 1
        for part in self.parts:
            sign = sign * part.sign
        return sign

    @property
    def domain(self):
        return self.parts[0].domain if self.parts else constraints.real

    @property
    def codomain(self):
        return self.parts[-1].codomain if self.parts else constraints.real

    def _call(self, x):
        for part in self.parts:
            x = part(x)
        return x

    def _undo(self, y):
        for part in reversed(self.parts):
            y = part._undo(y)
        return y

    def log_abs_det_jacobian(self, x, y):
        total = torch.zeros_like(x)
        for part in self.parts:
            next = part(x)
            total = total + part.log_abs_det_jacobian(x, next)
            x = next
        return total

    def __repr__(self):
        inner = ",\n    ".join(repr(part) for part in self.parts)
        return f"ComposeTransform(\n    {inner}\n)"


identity_transform = ComposeTransform([])


class ExpTransform(Transform):
    codomain = constraints.positive

    def _call(self, x):
        return x.exp()

    def _undo(self, y):
        return y.log()

    def log_abs_det_jacobian(self, x, y):
        return x


class PowerTransform(Transform):
    domain = codomain = constraints.positive

    def __init__(self, exponent, cache_size=0):
        self.exponent = torch.as_tensor(exponent)

    @property
    def sign(self):
        return self.exponent.sign()

    def _call(self, x):
        return x.pow(self.exponent)

    def _undo(self, y):
        return y.pow(1 / self.exponent)

    def log_abs_det_jacobian(self, x, y):
        return (self.exponent * y / x).abs().log()


class SigmoidTransform(Transform):
    codomain = constraints.unit_interval

    def _call(self, x):
        limits = torch.finfo(x.dtype)
        return torch.clamp(torch.sigmoid(x), min=limits.tiny, max=1.0 - limits.eps)

    def _undo(self, y):
        limits = torch.finfo(y.dtype)
        y = y.clamp(min=limits.tiny, max=1.0 - limits.eps)
        return y.log() - (-y).log1p()

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x) - F.softplus(x)


class SoftplusTransform(Transform):
    codomain = constraints.positive

    def _call(self, x):
        return F.softplus(x)

    def _undo(self, y):
        return (-y).expm1().neg().log() + y

    def log_abs_det_jacobian(self, x, y):
        return -F.softplus(-x)


class TanhTransform(Transform):
    codomain = constraints.interval(-1.0, 1.0)

    def _call(self, x):
        return x.tanh()

    def _undo(self, y):
        return torch.atanh(y)

    def log_abs_det_jacobian(self, x, y):
        return 2.0 * (math.log(2.0) - x - F.softplus(-2.0 * x))


class AbsTransform(Transform):
    bijective = False
    codomain = constraints.positive

    def _call(self, x):
        return x.abs()

    def _undo(self, y):
        return y


class AffineTransform(Transform):
    def __init__(self, loc, scale, event_dim=0, cache_size=0):
        if event_dim:
            raise NotImplementedError("AffineTransform of whole events is not supported by nbrun")
        self.loc = loc
        self.scale = scale

    @property
    def sign(self):
        return self.scale.sign() if isinstance(self.scale, torch.Tensor) else (self.scale > 0) - (self.scale < 0)

    def _call(self, x):
        return self.loc + self.scale * x

    def _undo(self, y):
        return (y - self.loc) / self.scale

    def log_abs_det_jacobian(self, x, y):
        if isinstance(self.scale, torch.Tensor):
            return torch.abs(self.scale).log().expand(x.shape)
        return torch.full_like(x, math.log(abs(self.scale)))
