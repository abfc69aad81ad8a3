"""The values row by row or column by column, single or in blocks, with where each row begins: `torch.sparse_csr` and its
relatives `sparse_csc`, `sparse_bsr` and `sparse_bsc`."""
import torch
from torch._sparse._common import Tensor, _alias, _is_number, _linear, _unsupported, _warn_of_checks
from torch._sparse._coo import _Coordinates, _of_elements, coordinates


class _Compressed(Tensor):
    """The values with the indices of one dimension; those of the other are counted."""
    __module__ = "torch"
    __qualname__ = "Tensor"
    # What the layout is: its name, whether it goes by columns, and whether values are blocks.
    _kind, _by_column, _in_blocks = "SparseCsr", False, False

    def _with(self, values):
        return compressed(type(self), self._starts, self._plain, values, self._sizes)

    def _parts(self):
        return [(_counted(self) + "_indices", self._starts), (_listed(self) + "_indices", self._plain),
                ("values", self._kept.detach())]

    def indices(self):
        raise RuntimeError(f"indices expected sparse coordinate tensor layout but got {self._kind}")

    def coalesce(self):
        raise RuntimeError(f"coalesce expected sparse coordinate tensor layout but got {self._kind}")

    def is_coalesced(self):
        raise RuntimeError(f"is_coalesced expected sparse coordinate tensor layout but got {self._kind}")

    def is_contiguous(self):
        raise RuntimeError(f"Sparse {self._kind[6:].upper()} tensors do not have is_contiguous")

    def sparse_dim(self):
        return 2

    def dense_dim(self):
        return len(self._sizes) - 2

    def _row_indices(self, name, by_column, indices):
        if self._by_column != by_column:
            side = "column" if by_column else "row"
            raise RuntimeError(f"{name} expected sparse {side} compressed tensor layout but got {self._kind}")
        return indices

    def crow_indices(self):
        return self._row_indices("crow_indices", False, self._starts)

    def col_indices(self):
        return self._row_indices("col_indices", False, self._plain)

    def ccol_indices(self):
        return self._row_indices("ccol_indices", True, self._starts)

    def row_indices(self):
        return self._row_indices("row_indices", True, self._plain)

    def values(self):
        return _alias("ValuesBackward0", self._kept)

    @property
    def _block(self):
        return tuple(self._kept.shape[1:3]) if self._in_blocks else (1, 1)

    def _row_and_column(self):
        """The row and the column of each value, or of each block."""
        counts = self._starts[1:] - self._starts[:-1]
        own = torch.repeat_interleave(torch.arange(len(counts)), counts), self._plain.long()
        return own[::-1] if self._by_column else own

    def to_dense(self, dtype=None, *, masked_grad=None):
        return self.to_sparse_coo().to_dense(dtype)

    def to_sparse(self, sparse_dim=None, *, layout=None, blocksize=None, dense_dim=None):
        if sparse_dim not in (None, 2) or dense_dim not in (None, self.dense_dim()):
            raise _unsupported("to_sparse() with these arguments")
        return _converted(self, torch.sparse_coo if layout is None else layout, blocksize, "to_sparse")

    def to_sparse_coo(self):
        rows, columns = self._row_and_column()
        if not self._in_blocks:
            places = torch.stack([rows, columns])
            return coordinates(places, _alias("ToSparseBackward0", self._kept), self._sizes, not self._by_column)
        height, width = self._block
        down, across = torch.arange(height).repeat_interleave(width), torch.arange(width).repeat(height)
        places = torch.stack([(rows.unsqueeze(1) * height + down).flatten(),
                              (columns.unsqueeze(1) * width + across).flatten()])
        values = _linear("ToSparseBackward0", lambda v: v.flatten(0, 2), self._kept)
        return coordinates(places, values, self._sizes, False)

    def to_sparse_csr(self, dense_dim=None):
        return _converted(self, torch.sparse_csr, None, "to_sparse_csr")

    def to_sparse_csc(self, dense_dim=None):
        return _converted(self, torch.sparse_csc, None, "to_sparse_csc")

    def to_sparse_bsr(self, blocksize, dense_dim=None):
        return _converted(self, torch.sparse_bsr, blocksize, "to_sparse_bsr")

    def to_sparse_bsc(self, blocksize, dense_dim=None):
        return _converted(self, torch.sparse_bsc, blocksize, "to_sparse_bsc")

    def t(self):
        if self.dense_dim():
            raise _unsupported("t() with dense dimensions")
        return self._turned("TBackward0")

    def transpose(self, dim0, dim1):
        if sorted((dim0 % self.dim(), dim1 % self.dim())) != [0, 1]:
            raise _unsupported("transpose() of dense dimensions")
        return self._turned("TransposeBackward0")

    def _turned(self, node):
        """The rows taken for columns."""
        turn = (lambda v: v.transpose(1, 2)) if self._in_blocks else (lambda v: v[:])
        sizes = (self._sizes[1], self._sizes[0], *self._sizes[2:])
        return compressed(_partners[type(self)], self._starts, self._plain, _linear(node, turn, self._kept), sizes)

    def mul(self, other):
        if not _is_number(other):
            raise _unsupported(f"mul() with a tensor in the layout {self.layout}")
        return self._each(lambda v: v * other)

    multiply = mul

    def _added(self, other, alpha, node, sign):
        if type(other) is not type(self):
            raise _unsupported(f"adding another layout to {self.layout}")
        if self._in_blocks:
            raise _unsupported(f"addition in the layout {self.layout}")
        if self._by_column:
            return self._turned(node)._added(other._turned(node), alpha, node, sign)._turned(node)
        return self.to_sparse_coo()._added(other.to_sparse_coo(), alpha, node, sign).to_sparse_csr()

    def _summed(self, dim, keepdim, dtype, node):
        raise _unsupported(f"sum() over dimensions in the layout {self.layout}")

    def div(self, other, *, rounding_mode=None):
        if self._by_column or self._in_blocks:
            raise RuntimeError(f"unsupported tensor layout: {self._kind}")
        return Tensor.div(self, other, rounding_mode=rounding_mode)

    divide = true_divide = __truediv__ = div

    def mv(self, other):
        return self.to_sparse_coo().mv(other) if self._in_blocks else Tensor.mv(self, other)

    def select(self, dim, index):
        if self._in_blocks:
            raise _unsupported(f"select() in the layout {self.layout}")
        return self.to_sparse_coo().select(dim, index)

    def __getitem__(self, key):
        if self._in_blocks:
            raise _unsupported(f"indexing in the layout {self.layout}")
        return self.to_sparse_coo()[key]


for _name in "abs asin atan ceil erf expm1 floor log1p relu round sgn sign sin sinh sqrt tan tanh trunc".split():
    setattr(_Compressed, _name, _of_elements(_name, lambda x: x))


def _layout(kind):
    by_column, in_blocks = kind.endswith("sc"), "Bs" in kind
    return type(f"_{kind}", (_Compressed,), {
        "__module__": "torch", "__qualname__": "Tensor", "layout": getattr(torch, "sparse_" + kind[6:].lower()),
        "_kind": kind, "_by_column": by_column, "_in_blocks": in_blocks})


_by_layout = {kind.layout: kind for kind in map(_layout, ("SparseCsr", "SparseCsc", "SparseBsr", "SparseBsc"))}
_csr, _csc, _bsr, _bsc = _by_layout.values()
_partners = {_csr: _csc, _csc: _csr, _bsr: _bsc, _bsc: _bsr}
for _kind in _by_layout.values():
    _kind.__name__ = "Tensor"


def _counted(kind):
    return "ccol" if kind._by_column else "crow"


def _listed(kind):
    return "row" if kind._by_column else "col"


def _warn_of_beta(kind):
    # PyTorch says it once, of the layout that comes first.
    torch._C._warn_once(
        "Sparse compressed beta",
        f"Sparse {kind._kind[6:].upper()} tensor support is in beta state. If you miss a functionality in the sparse tensor "
        "support, please submit a feature request to https://github.com/pytorch/pytorch/issues. (Triggered internally at "
        "/__w/pytorch/pytorch/aten/src/ATen/SparseCsrTensorImpl.cpp:49.)")


def compressed(kind, starts, plain, values, sizes):
    made = kind()
    _warn_of_beta(kind)
    made._starts, made._plain, made._kept, made._sizes = starts, plain, values, torch.Size(sizes)
    return made


def _pair(blocksize):
    return (blocksize, blocksize) if isinstance(blocksize, int) else tuple(blocksize)


def _checked_block(x, blocksize, name):
    height, width = _pair(blocksize)
    if height <= 0 or width <= 0:
        raise RuntimeError(f"{name}: blocksize needs to be positive, but got {[height, width]}")
    if x.shape[0] % height or x.shape[1] % width:
        raise RuntimeError(f"{name}: tensor sparse size ({x.shape[0]},{x.shape[1]}) must be divisible by given blocksize "
                           f"({height},{width})")
    return height, width


def _starts_of(rows, count):
    return torch.cat([torch.zeros(1, dtype=torch.int64), torch.bincount(rows, minlength=count).cumsum(0)])


def from_dense(x, layout, blocksize=None, dense_dim=None, name="dense_to_sparse", node="ToSparseBackward0"):
    """Of a tensor in rows and columns, the values that are not 0."""
    kind = _by_layout[layout]
    if kind._in_blocks == (blocksize is None):
        raise RuntimeError(f"{name}: conversion from Strided to {kind._kind} {'without' if kind._in_blocks else 'with'} "
                           "blocksize argument given is not supported")
    dense = dense_dim or 0
    if x.dim() - dense != 2:
        if x.dim() - dense < 2:
            raise IndexError(f"Dimension out of range (expected to be in range of [{-x.dim()}, {x.dim() - 1}], but got "
                             f"{x.dim() - dense - 2 if kind._in_blocks else 1})")
        raise NotImplementedError(f"batches in the layout {layout} are not supported by nbrun")
    if kind._in_blocks:
        height, width = _checked_block(x, blocksize, name)

        def parts(d):
            blocks = d.reshape(d.shape[0] // height, height, d.shape[1] // width, width, *d.shape[2:])
            return blocks.transpose(1, 2)
    else:
        def parts(d):
            return d
    whole = parts(x.detach()) != 0
    is_there = whole.flatten(2).any(2) if whole.dim() > 2 else whole
    places = (is_there.t() if kind._by_column else is_there).nonzero().t()
    rows, columns = places.flip(0) if kind._by_column else places
    values = _linear(node, lambda d: parts(d)[rows, columns], x)
    count = is_there.shape[1 if kind._by_column else 0]
    return compressed(kind, _starts_of(places[0], count), places[1].contiguous(), values, x.shape)


def from_coordinates(x, layout, blocksize, name, node):
    """The same values in another layout."""
    kind, whole = _by_layout[layout], x.coalesce()
    if x.sparse_dim() != 2 or kind._in_blocks and x.dense_dim():
        raise _unsupported(f"{name}() with these dimensions")
    if kind._in_blocks == (blocksize is None):
        raise RuntimeError(f"{name}: conversion from Sparse to {kind._kind} {'without' if kind._in_blocks else 'with'} "
                           "blocksize argument given is not supported")
    rows, columns = whole._places
    if not kind._in_blocks:
        if not kind._by_column:
            values = _alias(node, whole._kept)
            return compressed(kind, _starts_of(rows, x.shape[0]), columns, values, x.shape)
        order = torch.argsort(columns, stable=True)
        values = _linear(node, lambda v: v[order], whole._kept)
        return compressed(kind, _starts_of(columns, x.shape[1]), rows[order], values, x.shape)
    height, width = _checked_block(x, blocksize, name)
    count = x.shape[1 if kind._by_column else 0] // (width if kind._by_column else height)
    other = x.shape[0] // height if kind._by_column else x.shape[1] // width
    major, minor = rows // height, columns // width
    if kind._by_column:
        major, minor = minor, major
    numbers, group = torch.unique(major * other + minor, return_inverse=True)

    def blocks(v):
        empty = torch.zeros(len(numbers), height, width, dtype=v.dtype)
        return empty.index_put((group, rows % height, columns % width), v)

    values = _linear(node, blocks, whole._kept)
    return compressed(kind, _starts_of(numbers // other, count), numbers % other, values, x.shape)


def _converted(x, layout, blocksize, name):
    if layout is torch.strided:
        return x.to_dense()
    if layout is torch.sparse_coo:
        return x.to_sparse_coo()
    if layout is x.layout:
        if blocksize is not None and _pair(blocksize) != x._block:
            raise RuntimeError(f"{name}: conversion from {x._kind} to {x._kind} with blocksize changed from "
                               f"{list(x._block)} to {list(_pair(blocksize))} is not supported")
        return x
    if x._in_blocks and layout in (torch.sparse_csr, torch.sparse_csc):
        raise RuntimeError(f"sparse_compressed_to_{str(layout)[6:]}: expected SparseCsr or SparseCsc layout but got "
                           f"{x._kind}")
    if x._in_blocks:
        raise _unsupported(f"{name}() of the layout {x.layout}")
    node = "ToSparse" + _by_layout[layout]._kind[6:] + "Backward0"
    return from_coordinates(x.to_sparse_coo(), layout, blocksize, name, node)


def to_compressed(layout, name, node):
    """The method of tensors that makes this layout."""
    def convert(x, blocksize, dense_dim):
        if isinstance(x, _Coordinates):
            return from_coordinates(x, layout, blocksize, name, node)
        return from_dense(x, layout, blocksize, dense_dim, name.replace("to_", "dense_to_"), node)

    def in_blocks(x, blocksize=None, dense_dim=None):
        if blocksize is None and not name.endswith("to_sparse"):
            raise TypeError(f'{name}() missing 1 required positional arguments: "blocksize"')
        return convert(x, blocksize, dense_dim)

    return in_blocks if _by_layout[layout]._in_blocks else lambda x, dense_dim=None: convert(x, None, dense_dim)


def make(layout, starts, plain, values, size=None, *, dtype=None, device=None, pin_memory=False, requires_grad=False,
         check_invariants=None):
    """A tensor from its parts. PyTorch checks them only when asked to."""
    _warn_of_checks(check_invariants)
    starts, plain = torch.as_tensor(starts), torch.as_tensor(plain)
    values = torch.as_tensor(values, dtype=dtype, device=device).detach()
    kind = _by_layout[layout]
    dense = values.dim() - (3 if kind._in_blocks else 1)
    if starts.dim() == plain.dim() != 1 or dense < 0:
        raise NotImplementedError(f"batches in the layout {layout} are not supported by nbrun")
    block = tuple(values.shape[1:3]) if kind._in_blocks else (1, 1)
    if size is None:
        sizes = [len(starts) - 1, int(plain.max()) + 1 if len(plain) else 0]
        if kind._by_column:
            sizes.reverse()
        size = [n * m for n, m in zip(sizes, block)] + list(values.shape[-dense:] if dense else [])
    _check(kind, starts, plain, values, tuple(size), block, dense)
    return compressed(kind, starts, plain, values.requires_grad_() if requires_grad else values, size)


def _check(kind, starts, plain, values, size, block, dense):
    counted, listed = _counted(kind) + "_indices", _listed(kind) + "_indices"
    if starts.dim() != plain.dim():
        raise RuntimeError(f"{counted} and {listed} dimensionalities must be equal but got {starts.dim()} and "
                           f"{plain.dim()}, respectively")
    if len(size) != 2 + dense:
        raise RuntimeError(f"tensor dimensionality must be sum of batch, base, and dense dimensionalities (=0 + 2 + "
                           f"{dense}) but got {len(size)}")
    for dim in (0, 1):
        if block[dim] < 1 or size[dim] % block[dim]:
            raise RuntimeError(f"tensor shape[{dim}] (={size[dim]}) must be divisible with blocksize[{dim}] "
                               f"(={block[dim]}) as defined by values shape")
    counts, lengths = ("columns", "rows") if kind._by_column else ("rows", "columns")
    own, other = [n // m for n, m in zip(size, block)][::-1 if kind._by_column else 1]
    if len(starts) != own + 1:
        raise RuntimeError(f"{counted}.shape[-1] must be equal to the number of {counts} + 1 (={own + 1}), but got "
                           f"{len(starts)}")
    if len(plain) != len(values):
        raise RuntimeError(f"{listed}.shape[-1] must be equal to nnz (={len(values)}) as defined by values.shape[0], but "
                           f"got {len(plain)}")
    names = [x.type().rpartition(".")[2].removesuffix("Tensor") for x in (starts, plain)]
    if names[0] != names[1]:
        raise RuntimeError(f"{counted} and {listed} must have the same dtype, bot got {names[0]} and {names[1]}, "
                           "respectively")
    if names[0] not in ("Int", "Long"):
        raise RuntimeError(f"{counted} and {listed} must be an int32 or int64 type, but got {names[0]}")
    shown, number = ("nrows", "ncols") if kind._by_column else ("ncols", "nrows")

    def require(holds, text):
        if not holds:
            raise RuntimeError(f"`{text}` is not satisfied.")

    require(starts[0] == 0, f"{counted}[..., 0] == 0")
    require(starts[-1] == len(plain), f"{counted}[..., -1] == nnz")
    steps = starts[1:] - starts[:-1]
    require(bool(((steps >= 0) & (steps <= other)).all()),
            f"0 <= {counted}[..., 1:] - {counted}[..., :-1] <= {shown}")
    require(not len(plain) or plain.min() >= 0 and plain.max() < other, f"0 <= {listed} < {shown}")
    numbers = torch.repeat_interleave(torch.arange(own), steps.long()) * max(other, 1) + plain
    require(bool((numbers[1:] > numbers[:-1]).all()),
            f"{listed}[..., {counted}[..., i - 1]:{counted}[..., i]] for all i = 1, ..., {number} are sorted and distinct "
            "along the last dimension values")
