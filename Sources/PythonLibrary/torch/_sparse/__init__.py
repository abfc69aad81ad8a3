"""Sparse tensors: of all elements only some are written down, with their places.

A sparse tensor is a tensor to `isinstance`, but nothing written for tensors in rows and columns gets to see it: what is
not declared here raises and names itself. Its values are an ordinary tensor, and so carry the graph.
"""
import torch
from torch._C import _SparseBase
from torch._sparse._common import (Tensor, _alias, _is_strided, _linear, _node, _product, _refusing, _unsupported,
                                   _warn_of_checks, _wrapped)
from torch._sparse._coo import _Coordinates, coordinates, merged
from torch._sparse._compressed import _by_layout, _Compressed, compressed, from_dense, make, to_compressed


def _matrix_product(a, b, node):
    for x in (a, b):
        if x.dim() != 2:
            raise _unsupported("a product with other than two dimensions")
    sizes = (a.shape[0], b.shape[1])
    if a.shape[1] != b.shape[0]:
        if _is_strided(b):
            raise RuntimeError(f"addmm: Argument #3 (dense): Expected dim 0 size {a.shape[1]}, got {b.shape[0]}")
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({'x'.join(map(str, a.shape))} and "
                           f"{'x'.join(map(str, b.shape))})")

    def allowed(result):
        # Other gradients reach places that the sparse tensor does not have.
        is_own = node in ("SparseAddmmBackward0", "SparseSparseMatmulBackward0")
        is_needed = any(isinstance(x, _SparseBase) and x.requires_grad for x in (a, b))
        return _refusing(result, "a matrix product other than torch.sparse.mm") if is_needed and not is_own else result

    for place, (own, other) in enumerate(((a, b), (b, a))):
        if isinstance(own, _Compressed) and own._in_blocks and _is_strided(other):
            if place == 1 or own._by_column:
                kinds = f"{own._kind} @ Strided" if place == 0 else f"Strided @ {own._kind}"
                raise RuntimeError(f"addmm: computation on CPU is not implemented for Strided + {kinds}")
            a = own.to_sparse_coo()
    if _is_strided(b):
        rows, columns = a._row_and_column()
        return allowed(_node(node, lambda v, d: _product(sizes[0], rows, columns, v, d), a._kept, b))
    rows, columns = b._row_and_column()
    if _is_strided(a):
        turned = _node(node, lambda d, v: _product(sizes[1], columns, rows, v, d.t()), a, b._kept)
        if node == "SparseAddmmBackward0":
            return turned.transpose(0, 1)
        return allowed(_node(node, lambda d, v: _product(sizes[1], columns, rows, v, d.t()).t(), a, b._kept))
    if node == "SparseAddmmBackward0":
        node = "SparseSparseMatmulBackward0"
    if not (isinstance(a, _Coordinates) and isinstance(b, _Coordinates)):
        raise _unsupported(f"a product of two tensors in the layout {a.layout}")
    own_rows, own_columns = a._row_and_column()
    by_row = {}
    for k, row in enumerate(rows.tolist()):
        by_row.setdefault(row, []).append(k)
    pairs = [(i, k) for i, column in enumerate(own_columns.tolist()) for k in by_row.get(column, ())]
    left, right = [torch.tensor([p[side] for p in pairs], dtype=torch.int64) for side in (0, 1)]
    places, gather = merged(torch.stack([own_rows[left], columns[right]]), sizes)
    values = _node(node, lambda v, w: gather(v[left] * w[right]), a._kept, b._kept)
    return coordinates(places, allowed(values), sizes, True)


def _addmm(mat, a, b, beta, alpha, node):
    product = _matrix_product(a, b, node)
    total = _node(node.replace("Mm", "Addmm"), lambda m, p: beta * m + alpha * p, mat, product)
    return total


# What `torch` and tensors in rows and columns offer


def converted(x, layout, blocksize, dense_dim):
    """`to_sparse(layout=)` of tensors in rows and columns or of coordinates."""
    if layout is torch.strided:
        return x.to_dense()
    if layout not in _by_layout:
        raise RuntimeError(f"unsupported tensor layout: {layout}")
    if _is_strided(x):
        return from_dense(x, layout, blocksize, dense_dim)
    return to_compressed(layout, "to_sparse", "ToSparseBackward0")(x, *([] if blocksize is None else [blocksize]))


to_sparse_csr = to_compressed(torch.sparse_csr, "to_sparse_csr", "ToSparseCsrBackward0")
to_sparse_csc = to_compressed(torch.sparse_csc, "to_sparse_csc", "ToSparseCscBackward0")
to_sparse_bsr = to_compressed(torch.sparse_bsr, "to_sparse_bsr", "ToSparseBsrBackward0")
to_sparse_bsc = to_compressed(torch.sparse_bsc, "to_sparse_bsc", "ToSparseBscBackward0")


def to_sparse(x, sparse_dim=None, *, layout=None, blocksize=None, dense_dim=None):
    if layout is not None and layout is not torch.sparse_coo:
        return converted(x, layout, blocksize, dense_dim)
    if blocksize is not None:
        raise NotImplementedError("to_sparse(blocksize=) of coordinates is not supported by nbrun")
    rank = x.dim() if sparse_dim is None else sparse_dim
    if not 0 <= rank <= x.dim():
        raise RuntimeError(
            f"dense_to_sparse: sparse_dim argument must be in [0,{x.dim()}] range, but {rank} is given")
    if rank == 0 and x.dim():
        raise RuntimeError("dense_to_sparse: sparse_dim argument must be in >0 when self.dim()>0")
    is_there = x.detach() != 0
    if rank < x.dim():
        is_there = is_there.flatten(rank).any(-1)
    places = is_there.nonzero().t().contiguous()
    node = "ToSparseBackward1" if sparse_dim is None else "ToSparseBackward0"
    key = tuple(places) if rank else (slice(None, places.shape[1]),)
    values = _linear(node, lambda d: (d if rank else d.reshape(1))[key], x)
    return coordinates(places, values, x.shape, True)


def sparse_coo_tensor(indices=None, values=None, size=None, *, dtype=None, device=None, pin_memory=False,
                      requires_grad=False, check_invariants=None, is_coalesced=None):
    _warn_of_checks(check_invariants)
    if values is None:
        size = indices if size is None else size
        if size is None:
            raise TypeError("sparse_coo_tensor() takes indices and values, or a size")
        sizes = torch.Size([size] if isinstance(size, int) else size)
        made = coordinates(torch.zeros(len(sizes), 0, dtype=torch.int64), torch.zeros(0, dtype=dtype), sizes, False)
        return made.requires_grad_(requires_grad) if requires_grad else made
    places = torch.as_tensor(indices).detach().long().clone()
    if places.dim() == 1 and size is not None:
        places = places.unsqueeze(1)
    if places.dim() != 2:
        raise RuntimeError(f"indices must be sparse_dim x nnz, but got: {list(places.shape)}")
    given = values
    values = torch.as_tensor(values, dtype=dtype, device=device)
    if values.dim() == 0:
        values = values.expand(1)
    rank, count = places.shape
    if values.shape[0] != count:
        raise RuntimeError(f"indices and values must have same nnz, but got nnz from indices: {count}, nnz from values: "
                           f"{values.shape[0]}")
    for dim, row in enumerate(places if count else []):
        if row.min() < 0:
            raise RuntimeError(f"found negative index {row.min().item()} for dim {dim}")
    if size is None:
        sizes = [int(row.max()) + 1 if count else 0 for row in places] + list(values.shape[1:])
    else:
        sizes = [size] if isinstance(size, int) else list(size)
        dense = values.dim() - 1
        if len(sizes) != rank + dense:
            raise RuntimeError(f"'len(size) == sparse_dim + dense_dim' is not satisfied: len(size) = {len(sizes)}, "
                               f"sparse_dim = {rank}, dense_dim = {dense}")
        if list(values.shape[1:]) != sizes[rank:]:
            raise RuntimeError(f"values has incorrect size, expected {[count] + sizes[rank:]}, got {list(values.shape)}")
        # PyTorch checks this only when asked to, and may crash later.
        for dim, row in enumerate(places if count else []):
            if row.max() >= sizes[dim]:
                raise RuntimeError(f"size is inconsistent with indices: for dim {dim}, size is {sizes[dim]} but found "
                                   f"index {row.max().item()}")
    if requires_grad:
        values = values.detach().clone().requires_grad_()
    elif values is not given:
        values = values.detach()
    else:
        values = _alias("SparseCooTensorWithDimsAndTensorsBackward0", values)
    return coordinates(places, values, sizes, bool(is_coalesced))


def sparse_csr_tensor(crow_indices, col_indices, values, size=None, **options):
    return make(torch.sparse_csr, crow_indices, col_indices, values, size, **options)


def sparse_csc_tensor(ccol_indices, row_indices, values, size=None, **options):
    return make(torch.sparse_csc, ccol_indices, row_indices, values, size, **options)


def sparse_bsr_tensor(crow_indices, col_indices, values, size=None, **options):
    return make(torch.sparse_bsr, crow_indices, col_indices, values, size, **options)


def sparse_bsc_tensor(ccol_indices, row_indices, values, size=None, **options):
    return make(torch.sparse_bsc, ccol_indices, row_indices, values, size, **options)


def sparse_compressed_tensor(compressed_indices, plain_indices, values, size=None, *, layout=None, **options):
    if layout not in _by_layout:
        raise RuntimeError("sparse_compressed_tensor expected sparse compressed tensor layout but got "
                           + ("none" if layout is None else str(layout)))
    return make(layout, compressed_indices, plain_indices, values, size, **options)


def sparse_mask(x, mask):
    """The elements of a tensor at the places of another."""
    if _is_strided(mask):
        raise NotImplementedError("sparse_mask() with a mask in rows and columns is not supported by nbrun")
    if x.shape != mask.shape:
        raise RuntimeError("sparse_mask(): operands have incompatible sizes; self has size "
                           f"{list(x.shape)} but mask has size {list(mask.shape)}")
    if isinstance(mask, _Compressed):
        if mask._in_blocks:
            raise _unsupported("sparse_mask() in blocks")
        key = mask._row_and_column()
    else:
        key = tuple(mask._places)
    return mask.detach()._with(_linear("SparseMaskBackward0", lambda d: d[key], x))


def _cat(tensors, dim=0):
    first = tensors[0]
    if any(not isinstance(t, _Coordinates) or t.sparse_dim() != first.sparse_dim() or t.dim() != first.dim()
           for t in tensors):
        raise _unsupported("cat() with other layouts")
    dim = _wrapped(dim, first.dim())
    if dim >= first.sparse_dim():
        raise _unsupported("cat() of dense dimensions")
    sizes, places, length = list(first.shape), [], 0
    for t in tensors:
        if [n for d, n in enumerate(t.shape) if d != dim] != [n for d, n in enumerate(sizes) if d != dim]:
            raise _unsupported("cat() of different sizes")
        moved = t._indices().clone()
        moved[dim] += length
        places.append(moved)
        length += t.shape[dim]
    sizes[dim] = length
    values = _refusing(_linear("CatBackward0", lambda *v: torch.cat(v), *[t._kept for t in tensors]), "cat()")
    return coordinates(torch.cat(places, 1), values, sizes, False)


# Functions of `torch` that take sparse tensors beyond the methods above.
_functions = {
    "mm": lambda a, b: _matrix_product(a, b, "MmBackward0"),
    "matmul": lambda a, b: a @ b,
    "add": lambda a, b, *, alpha=1: b._added_to(a, alpha) if _is_strided(a) else a.add(b, alpha=alpha),
    "sub": lambda a, b, *, alpha=1: b._added_to(a, -alpha) if _is_strided(a) else a.sub(b, alpha=alpha),
    "mul": lambda a, b: a * b,
    "add_": lambda a, b, *, alpha=1: a.add_(b.to_dense(), alpha=alpha) if _is_strided(a) else a.add_(b, alpha=alpha),
    "addmm": lambda m, a, b, *, beta=1, alpha=1: _addmm(m, a, b, beta, alpha, "MmBackward0"),
    "cat": _cat,
    "stack": lambda tensors, dim=0: _cat([t.unsqueeze(dim) for t in tensors], dim),
}
_hidden = {"to", "to_dense", "to_sparse", "values", "indices", "coalesce", "item", "numpy", "requires_grad_"}


def _call(name, arguments, keywords):
    """The function `torch.name` or the method of a tensor, one of whose arguments is sparse."""
    if name in _functions:
        return _functions[name](*arguments, **keywords)
    receiver = arguments[0] if arguments else None
    if isinstance(receiver, Tensor) and not name.startswith("_") and name not in _hidden:
        for base in type(receiver).__mro__:
            if base is _SparseBase:
                break
            if name in base.__dict__ and callable(base.__dict__[name]):
                return base.__dict__[name](*arguments, **keywords)
    raise _unsupported(name + "()")
