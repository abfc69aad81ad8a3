"""`torch.sparse`: functions of sparse tensors."""
import builtins
import functools

import torch
from torch import _sparse
from torch._sparse._common import _rows_of

_reductions = {"sum": "sum", "mean": "mean", "max": "amax", "amax": "amax", "min": "amin", "amin": "amin"}


def mm(mat1, mat2, reduce=None):
    if reduce is not None:
        return _reduced_product(mat1, mat2, reduce)
    if not isinstance(mat1, _sparse.Tensor) and not isinstance(mat2, _sparse.Tensor):
        return torch.mm(mat1, mat2)
    return _sparse._matrix_product(mat1, mat2, "SparseAddmmBackward0")


def spmm(mat1, mat2):
    """`torch.spmm`, the older name of a product with a sparse matrix."""
    return torch.mm(mat1, mat2)


def _reduced_product(mat1, mat2, reduce):
    """A product whose rows are not sums of other rows, but their means or extremes."""
    if reduce not in _reductions:
        raise RuntimeError(f"sparse_mm_reduce: reduce type of {reduce} has not been enabled.")
    if not isinstance(mat1, _sparse.Tensor) or mat1.layout is not torch.sparse_csr:
        raise NotImplementedError("torch.sparse.mm(reduce=) of other than torch.sparse_csr is not supported by nbrun")
    rows, columns = mat1._row_and_column()

    def product(values, dense):
        scaled = values.unsqueeze(1) * dense[columns]
        empty = torch.zeros(mat1.shape[0], dense.shape[1], dtype=scaled.dtype)
        places = rows.unsqueeze(1).expand(scaled.shape)
        return empty.scatter_reduce(0, places, scaled, _reductions[reduce], include_self=False)

    return _sparse._node("SparseMmReduceImplBackward0", product, mat1._kept, mat2)


def addmm(mat, mat1, mat2, *, beta=1, alpha=1):
    return _sparse._addmm(mat, mat1, mat2, beta, alpha, "SparseAddmmBackward0")


def sampled_addmm(input, mat1, mat2, *, beta=1.0, alpha=1.0):
    """A matrix product at the places of a sparse matrix, added to it."""
    if not isinstance(input, _sparse.Tensor) or input.layout is not torch.sparse_csr:
        raise NotImplementedError("sampled_addmm() of other than torch.sparse_csr is not supported by nbrun")
    if (mat1.shape[0], mat2.shape[1]) != tuple(input.shape) or mat1.shape[1] != mat2.shape[0]:
        raise RuntimeError("sampled_addmm: Expected mat1, mat2 and input to have fitting sizes, but got "
                           f"{list(mat1.shape)}, {list(mat2.shape)} and {list(input.shape)}")
    rows, columns = input._row_and_column()
    values = _sparse._node(
        "SparseSampledAddmmBackward0",
        lambda v, a, b: beta * v + alpha * (a[rows] * b.t()[columns]).sum(1), input._kept, mat1, mat2)
    return input._with(values)


def sum(input, dim=None, dtype=None):
    if dim is None:
        return input._kept.sum(dtype=dtype)
    return input._summed(dim, False, dtype, "SparseSumBackward0")


def softmax(input, dim, *, dtype=None):
    return _normalised(input, dim, dtype, False)


def log_softmax(input, dim, *, dtype=None):
    return _normalised(input, dim, dtype, True)


def _normalised(input, dim, dtype, is_log):
    """The softmax over the elements that are written down."""
    input = input.coalesce()
    if input.dense_dim() or dtype is not None and not dtype.is_floating_point:
        raise NotImplementedError("torch.sparse.softmax over dense dimensions is not supported by nbrun")
    dim = _sparse._wrapped(dim, input.dim())
    others = [d for d in range(input.dim()) if d != dim]
    groups = _rows_of(input._indices()[others], [input.shape[d] for d in others])
    groups, count = torch.unique(groups, return_inverse=True)[1], len(groups)

    def spread(values):
        values = values if dtype is None else values.to(dtype)
        start = torch.full((count,), -torch.inf, dtype=values.dtype)
        largest = start.scatter_reduce(0, groups, values.detach(), "amax")
        powers = (values - largest[groups]).exp()
        totals = torch.zeros(count, dtype=values.dtype).index_add(0, groups, powers)[groups]
        return values - largest[groups] - totals.log() if is_log else powers / totals

    name = "SparseLogSoftmaxBackward0" if is_log else "SparseSoftmaxBackward0"
    return input._with(_sparse._node(name, spread, input._kept))


def spdiags(diagonals, offsets, shape, layout=None):
    """A matrix from its diagonals; each element stays in its column."""
    if diagonals.requires_grad and torch.is_grad_enabled():
        raise NotImplementedError("the gradient of spdiags() is not supported by nbrun")
    rows = diagonals.unsqueeze(0) if diagonals.dim() == 1 else diagonals
    if rows.dim() != 2:
        raise RuntimeError("Diagonals must be vector or matrix")
    if len(shape) != 2:
        raise RuntimeError("Output shape must be 2d")
    places = offsets.reshape(1) if offsets.dim() == 0 else offsets
    if places.dim() != 1:
        raise RuntimeError("Offsets must be scalar or vector")
    if rows.shape[0] != len(places):
        raise RuntimeError(f"Number of diagonals ({rows.shape[0]}) does not match the number of offsets ({len(places)})")
    if layout not in (None, torch.sparse_coo, torch.sparse_csr, torch.sparse_csc):
        kinds = {torch.strided: "Strided", torch.sparse_bsr: "SparseBsr", torch.sparse_bsc: "SparseBsc"}
        raise RuntimeError("Only output layouts (Sparse, SparseCsc, SparseCsr) are supported, got "
                           + kinds.get(layout, str(layout)))
    if places.dtype is not torch.int64:
        raise RuntimeError("Offset Tensor must have dtype Long but got "
                           + places.type().rpartition(".")[2].removesuffix("Tensor"))
    if len(places.unique()) != len(places):
        raise RuntimeError("Offset tensor contains duplicate values")
    length = min(rows.shape[1], shape[1])
    total = builtins.sum(min(shape[0] + k, length) if k < 0 else min(shape[0], length - k) for k in places.tolist())
    if total < 0:
        raise RuntimeError(f"Trying to create tensor with negative dimension {total}: [2, {total}]")
    columns = torch.arange(rows.shape[1]).expand(rows.shape)
    own = columns - places.unsqueeze(1)
    is_inside = (own >= 0) & (own < shape[0]) & (columns < shape[1])
    made = _sparse.coordinates(torch.stack([own[is_inside], columns[is_inside]]), rows[is_inside], shape, False)
    return made if layout in (None, torch.sparse_coo) else made.to_sparse(layout=layout)


class check_sparse_tensor_invariants:
    """Whether the parts of sparse tensors are checked. Here they always are; the setting can only be asked for."""
    _is_on = _is_chosen = False

    def __init__(self, enable=True):
        self.state = enable
        self.saved_state = None

    @staticmethod
    def is_enabled():
        return check_sparse_tensor_invariants._is_on

    @staticmethod
    def enable():
        check_sparse_tensor_invariants._is_on = check_sparse_tensor_invariants._is_chosen = True

    @staticmethod
    def disable():
        check_sparse_tensor_invariants._is_on, check_sparse_tensor_invariants._is_chosen = False, True

    def __enter__(self):
        if self.saved_state is not None:
            raise RuntimeError("This context manager instance is already activated. Use a different context manager "
                               "instance for context nesting.")
        self.saved_state = self.is_enabled()
        check_sparse_tensor_invariants._is_on, check_sparse_tensor_invariants._is_chosen = self.state, True

    def __exit__(self, *_):
        check_sparse_tensor_invariants._is_on = self.saved_state
        self.saved_state = None

    def __call__(self, function):
        @functools.wraps(function)
        def checked(*arguments, **keywords):
            with type(self)(self.state):
                return function(*arguments, **keywords)
        return checked


def __getattr__(name):
    raise torch._C._missing("torch.sparse", name, ["mm", "addmm", "sampled_addmm", "sum", "softmax", "log_softmax",
                                                   "spdiags", "check_sparse_tensor_invariants"])
