"""Transforms that treat the parts of a tensor differently."""

import torch
from torch.distributions import constraints
from torch.distributions.transforms import Transform
from torch.distributions.utils import sum_rightmost

__all__ = ["CatTransform", "StackTransform"]


class _SplitTransform(Transform):
    """A transform for each part along a dimension."""

    _inner = "transforms"

    def __init__(self, tseq, dim=0, cache_size=0):
        if not all(isinstance(transform, Transform) for transform in tseq):
            raise AssertionError("All elements of tseq must be Transform instances")
        super().__init__(cache_size)
        self.transforms = list(tseq)
        self.dim = dim
        self._cache_parts()

    bijective = property(lambda self: all(transform.bijective for transform in self.transforms))

    def _checked(self, tensor, name="tensor", shown="x"):
        """The parts of a tensor."""
        if not -tensor.dim() <= self.dim < tensor.dim():
            raise AssertionError(f"dim {self.dim} out of range for {name} with {tensor.dim()} dimensions")
        if tensor.size(self.dim) != self._size:
            raise AssertionError(
                f"{shown}.size({self.dim}) = {tensor.size(self.dim)} must equal {self._size_name} {self._size}")
        return self._split(tensor)

    def _call(self, x):
        parts = zip(self.transforms, self._checked(x))
        return self._joined([transform(part) for transform, part in parts], dim=self.dim)

    def _inverse(self, y):
        parts = zip(self.transforms, self._checked(y, shown="y"))
        return self._joined([transform.inv(part) for transform, part in parts], dim=self.dim)


class CatTransform(_SplitTransform):
    """A transform for each of several slices, which are put together with `torch.cat`."""

    _joined = staticmethod(torch.cat)
    _size_name = "length"

    def __init__(self, tseq, dim=0, lengths=None, cache_size=0):
        super().__init__(tseq, dim, cache_size)
        self.lengths = [1] * len(self.transforms) if lengths is None else list(lengths)
        if len(self.lengths) != len(self.transforms):
            raise AssertionError(f"lengths ({len(self.lengths)}) must match transforms ({len(self.transforms)})")

    event_dim = property(lambda self: max(transform.event_dim for transform in self.transforms))
    length = property(lambda self: sum(self.lengths))
    _size = length

    def _split(self, tensor):
        return tensor.split(self.lengths, self.dim)

    domain = property(lambda self: constraints.cat([t.domain for t in self.transforms], self.dim, self.lengths))
    codomain = property(lambda self: constraints.cat([t.codomain for t in self.transforms], self.dim, self.lengths))

    def log_abs_det_jacobian(self, x, y):
        own = self.event_dim
        slopes = [
            sum_rightmost(transform.log_abs_det_jacobian(before, after), own - transform.event_dim)
            for transform, before, after in zip(self.transforms, self._checked(x, "x"), self._checked(y, "y", "y"))]
        dim = (self.dim - x.dim() if self.dim >= 0 else self.dim) + own
        return torch.cat(slopes, dim=dim) if dim < 0 else sum(slopes)


class StackTransform(_SplitTransform):
    """A transform for each index, whose values are put together with `torch.stack`."""

    _joined = staticmethod(torch.stack)
    _size_name = "len(transforms)"
    _size = property(lambda self: len(self.transforms))

    def _split(self, tensor):
        return tensor.unbind(self.dim)

    domain = property(lambda self: constraints.stack([t.domain for t in self.transforms], self.dim))
    codomain = property(lambda self: constraints.stack([t.codomain for t in self.transforms], self.dim))

    def log_abs_det_jacobian(self, x, y):
        parts = zip(self.transforms, self._checked(x, "x"), self._checked(y, "y", "y"))
        return torch.stack([t.log_abs_det_jacobian(before, after) for t, before, after in parts], dim=self.dim)
