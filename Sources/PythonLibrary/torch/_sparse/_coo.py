"""Each value with the index of its place: `torch.sparse_coo`."""
import torch
from torch._C import _SparseBase
from torch._sparse._common import (Tensor, _alias, _is_number, _is_strided, _linear, _node, _refusing, _rows_of,
                                   _unsupported, _wrapped)


class _Coordinates(Tensor):
    """Each value with the index of its place: `torch.sparse_coo`."""
    __module__ = "torch"
    __qualname__ = "Tensor"
    layout = torch.sparse_coo

    def _with(self, values):
        return coordinates(self._places, values, self._sizes, self._is_sorted)

    def _parts(self):
        return [("indices", self._places), ("values", self._kept.detach())]

    def sparse_dim(self):
        return self._places.shape[0]

    def dense_dim(self):
        return self._kept.dim() - 1

    def is_coalesced(self):
        return self._is_sorted

    def _indices(self):
        return self._places

    def _values(self):
        return self._kept.detach()

    def indices(self):
        if not self._is_sorted:
            raise RuntimeError("Cannot get indices on an uncoalesced tensor, please call .coalesce() first")
        return self._places

    def values(self):
        if not self._is_sorted:
            raise RuntimeError("Cannot get values on an uncoalesced tensor, please call .coalesce() first")
        return _alias("ValuesBackward0", self._kept)

    def coalesce(self):
        """The values in the order of their places, those of one place summed."""
        if self._is_sorted:
            return self
        if self._nnz() < 2:
            return coordinates(self._places, _alias("CoalesceBackward0", self._kept), self._sizes, True)
        places, gather = merged(self._places, self._sizes)
        return coordinates(places, _linear("CoalesceBackward0", gather, self._kept), self._sizes, True)

    def to_dense(self, dtype=None, *, masked_grad=None):
        if dtype is not None:
            raise RuntimeError("dtype argument is not supported by sparse_to_dense")
        places, sizes = self._places, self._sizes
        rank, numbers = len(places), _rows_of(places, sizes)

        def filled(v):
            return _gathered(v, numbers, torch.Size(sizes[:rank]).numel()).reshape(sizes)

        return _linear("ToDenseBackward0", filled, self._kept)

    def to_sparse(self, sparse_dim=None, *, layout=None, blocksize=None, dense_dim=None):
        if layout is not None and layout is not torch.sparse_coo:
            return torch._sparse.converted(self, layout, blocksize, dense_dim)
        if sparse_dim not in (None, self.sparse_dim()):
            raise RuntimeError("to_sparse: conversion from Sparse to Sparse with sparse_dim argument "
                               "!=self.sparse_dim() is not supported")
        return self

    to_sparse_coo = to_sparse

    # The other layouts import this one.
    def to_sparse_csr(self, dense_dim=None):
        return torch._sparse.to_sparse_csr(self, dense_dim)

    def to_sparse_csc(self, dense_dim=None):
        return torch._sparse.to_sparse_csc(self, dense_dim)

    def to_sparse_bsr(self, blocksize, dense_dim=None):
        return torch._sparse.to_sparse_bsr(self, blocksize, dense_dim)

    def to_sparse_bsc(self, blocksize, dense_dim=None):
        return torch._sparse.to_sparse_bsc(self, blocksize, dense_dim)

    def sparse_mask(self, mask):
        return self.to_dense().sparse_mask(mask)

    # Elements

    def square(self):
        return self.pow(2)

    def pow(self, exponent):
        if not _is_number(exponent) or exponent == 0:
            raise _unsupported("a power to 0 or to a tensor")
        return self.coalesce()._each(lambda v: v ** exponent)

    def mul(self, other):
        if _is_number(other):
            return self._each(lambda v: v * other)
        if _is_strided(other):
            if torch.broadcast_shapes(self._sizes, other.shape) != self._sizes:
                raise _unsupported("a product with a tensor that has more elements")
            places = tuple(self._places)
            return self._with(_node("MulBackward0", lambda v, d: v * d.expand(self._sizes)[places], self._kept, other))
        if not isinstance(other, _Coordinates):
            raise _unsupported(f"mul() with {type(other).__name__}")
        if other._sizes != self._sizes:
            raise RuntimeError(f"mul: expected 'self' and 'other' to have same sizes, but {list(self._sizes)} != "
                               f"{list(other._sizes)}")
        # The one whose places repeat keeps them; what the other lacks is zero.
        kept, found = (other, self) if self._is_sorted and not other._is_sorted else (self, other.coalesce())
        where = {n: i for i, n in enumerate(_rows_of(found._places, self._sizes).tolist())}
        pairs = [(i, where.get(n)) for i, n in enumerate(_rows_of(kept._places, self._sizes).tolist())]
        if kept._is_sorted:
            pairs = [p for p in pairs if p[1] is not None]
        own = torch.tensor([i for i, _ in pairs], dtype=torch.int64)
        others = torch.tensor([0 if j is None else j for _, j in pairs], dtype=torch.int64)
        is_there = torch.tensor([j is not None for _, j in pairs], dtype=torch.bool)

        def product(a, b):
            if not len(b):
                return torch.zeros_like(a[own])
            return torch.where(is_there.view(-1, *[1] * (a.dim() - 1)), a[own] * b[others], 0)

        values = _node("MulBackward0", product, kept._kept, found._kept)
        return coordinates(kept._places[:, own], values, self._sizes, kept._is_sorted)

    multiply = mul

    def _added(self, other, alpha, node, sign):
        if not isinstance(other, _Coordinates):
            if isinstance(other, _SparseBase):
                raise _unsupported("adding another sparse layout")
            raise RuntimeError("add(sparse, dense) is not supported. Use add(dense, sparse) instead.")
        if self._sizes != other._sizes or self.sparse_dim() != other.sparse_dim():
            raise RuntimeError(f"add: expected sizes of 'self' and 'other' to match, but {list(self._sizes)} != "
                               f"{list(other._sizes)}")
        if not (self._kept.is_contiguous() and other._kept.is_contiguous()):
            dtype = torch.result_type(self._kept, other._kept)
            values = _linear(node, lambda a, b: torch.cat([a.to(dtype), b.to(dtype) * (sign * alpha)]),
                             self._kept, other._kept)
            return coordinates(torch.cat([self._places, other._places], 1), values, self._sizes, False)
        own, others = [_rows_of(t._places, self._sizes).tolist() for t in (self, other)]
        # Both lists are gone through side by side; equal places in front of both become one.
        targets, sources, i, j, places = ([], []), [], 0, 0, []
        while i < len(own) or j < len(others):
            takes_own = j == len(others) or i < len(own) and own[i] <= others[j]
            takes_other = i == len(own) or j < len(others) and others[j] <= own[i]
            if takes_own:
                targets[0].append(len(places))
            if takes_other:
                targets[1].append(len(places))
            places.append((0, i) if takes_own else (1, j))
            i, j = i + takes_own, j + takes_other
        both = torch.cat([self._places, other._places], 1)
        chosen = torch.tensor([k if side == 0 else len(own) + k for side, k in places], dtype=torch.int64)
        first, second = [torch.tensor(t, dtype=torch.int64) for t in targets]
        dtype = torch.result_type(self._kept, other._kept)

        def total(a, b):
            result = torch.zeros(len(places), *a.shape[1:], dtype=dtype)
            return result.index_add(0, first, a.to(dtype)).index_add(0, second, b.to(dtype), alpha=sign * alpha)

        values = _linear(node, total, self._kept, other._kept)
        return coordinates(both[:, chosen], values, self._sizes, self._is_sorted and other._is_sorted)

    # Dimensions

    def transpose(self, dim0, dim1):
        return self._transposed(_wrapped(dim0, self.dim()), _wrapped(dim1, self.dim()), "TransposeBackward0")

    def t(self):
        if self.dim() > 2 or self.dense_dim():
            raise RuntimeError(
                f"t() expects a tensor with <= 2 sparse and 0 dense dimensions, but got {self.sparse_dim()} sparse and "
                f"{self.dense_dim()} dense dimensions")
        return self if self.dim() < 2 else self._transposed(0, 1, "TBackward0")

    def t_(self):
        return self._become(self.t())

    def transpose_(self, dim0, dim1):
        return self._become(self.transpose(dim0, dim1))

    @property
    def T(self):
        if self.dim() != 2:
            raise _unsupported("T with other than two dimensions")
        return self._transposed(0, 1, "PermuteBackward0")

    @property
    def mT(self):
        return self.transpose(-2, -1)

    def _transposed(self, a, b, node):
        rank = self.sparse_dim()
        if a == b:
            return self
        if a >= rank or b >= rank:
            raise RuntimeError("sparse transpose: transposed dimensions must be sparse Got sparse_dim: "
                               f"{rank}, d0: {a}, d1: {b}")
        order = list(range(rank))
        order[a], order[b] = order[b], order[a]
        sizes = list(self._sizes)
        sizes[a], sizes[b] = sizes[b], sizes[a]
        return coordinates(self._places[order], _alias(node, self._kept), torch.Size(sizes), False)

    def unsqueeze(self, dim):
        dim = _wrapped(dim, self.dim() + 1)
        if dim > self.sparse_dim():
            raise _unsupported("unsqueeze() of a dense dimension")
        row = torch.zeros(1, self._nnz(), dtype=torch.int64)
        places = torch.cat([self._places[:dim], row, self._places[dim:]])
        sizes = self._sizes[:dim] + (1,) + self._sizes[dim:]
        values = _refusing(_alias("UnsqueezeBackward0", self._kept), "unsqueeze()") if self.requires_grad else self._kept
        return coordinates(places, values, torch.Size(sizes), self._is_sorted)

    def select(self, dim, index, node="SelectBackward0"):
        dim = _wrapped(dim, self.dim())
        size, rank = self._sizes[dim], self.sparse_dim()
        if not -size <= index < size:
            raise IndexError(f"index {index} is out of bounds for dimension {dim} with size {size}")
        sizes = torch.Size(self._sizes[:dim] + self._sizes[dim + 1:])
        if dim >= rank:
            values = _linear(node, lambda v: v.select(dim - rank + 1, index), self._kept)
            return coordinates(self._places, _refusing(values, "select()"), sizes, self._is_sorted)
        is_there = self._places[dim] == index % size
        values = _linear(node, lambda v: v[is_there] if rank > 1 else v[is_there].sum(0).to(v.dtype), self._kept)
        if values.grad_fn is not None and rank > 1:
            _refusing(values, "select()")
        if rank == 1:
            return values
        places = torch.cat([self._places[:dim], self._places[dim + 1:]])[:, is_there]
        return coordinates(places, values, sizes, self._is_sorted)

    def narrow_copy(self, dim, start, length):
        if not 0 <= dim < self.dim():
            raise RuntimeError(f"Dimension {dim} out of range. Expecting 0 <= dim < {self.dim()}.")
        size, rank = self._sizes[dim], self.sparse_dim()
        if start < 0 or length < 0 or start + length > size:
            raise RuntimeError("Invalid range to narrow. range(start, start+length) must be a subset of range(0, "
                               f"{size}).")
        sizes = torch.Size(self._sizes[:dim] + (length,) + self._sizes[dim + 1:])
        if dim >= rank:
            values = _linear("NarrowCopyBackward0", lambda v: v.narrow(dim - rank + 1, start, length), self._kept)
            return coordinates(self._places, _refusing(values, "narrow_copy()"), sizes, self._is_sorted)
        is_there = (self._places[dim] >= start) & (self._places[dim] < start + length)
        places = self._places[:, is_there]
        places[dim] -= start
        values = _refusing(_linear("NarrowCopyBackward0", lambda v: v[is_there], self._kept), "narrow_copy()")
        return coordinates(places, values, sizes, self._is_sorted)

    def __getitem__(self, key):
        keys = list(key) if isinstance(key, tuple) else [key]
        if sum(k is Ellipsis for k in keys) == 1:
            place = keys.index(Ellipsis)
            taken = sum(k is not None for k in keys) - 1
            keys[place:place + 1] = [slice(None)] * (self.dim() - taken)
        result, dim = self, 0
        for k in keys:
            if k is None and isinstance(result, _SparseBase):
                result, dim = result.unsqueeze(dim), dim + 1
            elif isinstance(k, slice) and k == slice(None):
                dim += 1
            elif type(k) is int:
                if dim >= result.dim():
                    raise IndexError(f"too many indices for tensor of dimension {self.dim()}")
                result = result.select(dim, k)
            else:
                raise _unsupported("indexing by other than whole numbers")
        return result

    def norm(self, *args, **options):
        return Tensor.norm(self.coalesce(), *args, **options)

    def zero_(self):
        return self._become(coordinates(self._places[:, :0], self._kept[:0].detach(), self._sizes, self._is_sorted))

    def unbind(self, dim=0):
        return tuple(self.select(dim, i, "UnbindBackward0") for i in range(self.size(dim)))

    def __iter__(self):
        return iter(self.unbind())

    def _row_and_column(self):
        if self.dim() != 2 or self.sparse_dim() != 2:
            raise _unsupported("a product of other than two sparse dimensions")
        return self._places[0], self._places[1]

    def _summed(self, dim, keepdim, dtype, node):
        rank = self.sparse_dim()
        dims = sorted({_wrapped(d, self.dim()) for d in ((dim,) if isinstance(dim, int) else dim)})
        dense = [d - rank + 1 for d in dims if d >= rank]
        left = [d for d in range(rank) if d not in dims]
        sizes = [1 if d in dims else n for d, n in enumerate(self._sizes) if keepdim or d not in dims]

        def total(v):
            return v.sum(dense, keepdim=keepdim, dtype=dtype) if dense else v.to(dtype or v.sum().dtype)

        def allowed(result):
            return result if node == "SparseSumBackward0" else _refusing(result, "sum() over dimensions")

        if not left:
            return allowed(_linear(node, lambda v: total(v).sum(0).reshape(sizes), self._kept))
        places = self._places[left]
        if keepdim:
            places = torch.stack([self._places[d] if d in left else torch.zeros_like(self._places[d])
                                  for d in range(rank)])
        places, gather = merged(places, sizes)
        values = _linear(node, lambda v: gather(total(v)), self._kept)
        return coordinates(places, allowed(values), torch.Size(sizes), True)


_Coordinates.__name__ = "Tensor"


def _of_elements(name, whole=_Coordinates.coalesce):
    """The function of each element, which leaves zero as it is."""
    function = getattr(torch, name)
    has_gradient = name in ("abs", "relu")
    return lambda self: whole(self)._each(
        lambda v: function(v) if has_gradient else _refusing(function(v), f"{name}()"))


for _name in ("abs asin asinh atan atanh ceil deg2rad erf expm1 floor isinf isnan log1p rad2deg relu round sgn sign sin "
              "sinh sqrt tan tanh trunc").split():
    setattr(_Coordinates, _name, _of_elements(_name))


def _not_compressed(name, side):
    def refuse(self):
        raise RuntimeError(f"{name} expected sparse {side} compressed tensor layout but got Sparse")
    return refuse


for _name, _side in (("crow", "row"), ("col", "row"), ("ccol", "column"), ("row", "column")):
    setattr(_Coordinates, _name + "_indices", _not_compressed(_name + "_indices", _side))


def merged(places, sizes):
    """The places in order, each once, and the function that sums the values of one place."""
    unique, group = torch.unique(_rows_of(places, sizes), return_inverse=True)
    order = torch.argsort(group, stable=True)
    ordered = group[order]
    is_first = torch.ones_like(ordered, dtype=torch.bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return places[:, order[is_first]], lambda v: _gathered(v, group, len(unique))


def _gathered(values, group, count):
    """Values of one group summed."""
    if values.dtype == torch.bool:
        return _gathered(values.long(), group, count) != 0
    return torch.zeros(count, *values.shape[1:], dtype=values.dtype).index_add(0, group, values)


def coordinates(places, values, sizes, is_sorted):
    made = _Coordinates()
    made._places, made._kept, made._sizes, made._is_sorted = places, values, torch.Size(sizes), is_sorted
    return made
