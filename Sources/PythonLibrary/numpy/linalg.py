"""`numpy.linalg`, on the decompositions of `torch.linalg`."""
import math
from collections import namedtuple

import torch
from numpy import _dtypes
from numpy._array import asarray, _of, _wrap, ndarray
from numpy import _functions as _f

EigResult = namedtuple("EigResult", ["eigenvalues", "eigenvectors"])
EighResult = namedtuple("EighResult", ["eigenvalues", "eigenvectors"])
QRResult = namedtuple("QRResult", ["Q", "R"])
SVDResult = namedtuple("SVDResult", ["U", "S", "Vh"])
SlogdetResult = namedtuple("SlogdetResult", ["sign", "logabsdet"])


class LinAlgError(ValueError):
    """A matrix that a function cannot work with."""


LinAlgError.__module__ = "numpy.linalg"


def _matrix(a, square=False):
    t = asarray(a)._t
    t = t if t.dtype in (torch.float32, torch.complex64, torch.complex128) else t.to(torch.float64)
    if t.dim() < 2:
        raise LinAlgError(f"{t.dim()}-dimensional array given. Array must be at least two-dimensional")
    if square and t.shape[-1] != t.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    return t.contiguous()


def inv(a):
    t = _matrix(a, True)
    try:
        return _of(torch.linalg.inv(t))
    except torch.linalg.LinAlgError:
        raise LinAlgError("Singular matrix") from None


def solve(a, b):
    t = _matrix(a, True)
    other = asarray(b)._t.to(t.dtype).contiguous()
    try:
        return _of(torch.linalg.solve(t, other))
    except torch.linalg.LinAlgError:
        raise LinAlgError("Singular matrix") from None


def det(a):
    return _wrap(torch.linalg.det(_matrix(a, True)))


def slogdet(a):
    sign, size = torch.linalg.slogdet(_matrix(a, True))
    return SlogdetResult(_wrap(sign), _wrap(size))


def cholesky(a, *, upper=False):
    try:
        return _of(torch.linalg.cholesky(_matrix(a, True), upper=upper))
    except torch.linalg.LinAlgError:
        raise LinAlgError("Matrix is not positive definite") from None


def qr(a, mode="reduced"):
    q, r = torch.linalg.qr(_matrix(a), mode=mode)
    return _of(r) if mode == "r" else QRResult(_of(q), _of(r))


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    t = _matrix(a)
    if not compute_uv:
        return _of(torch.linalg.svdvals(t))
    u, s, v = torch.linalg.svd(t, full_matrices=full_matrices)
    return SVDResult(_of(u), _of(s), _of(v))


def svdvals(x):
    return _of(torch.linalg.svdvals(_matrix(x)))


def eig(a):
    values, vectors = torch.linalg.eig(_matrix(a, True))
    if not asarray(a).dtype.kind == "c" and not bool((values.imag != 0).any()):
        values, vectors = values.real.contiguous(), vectors.real.contiguous()
    return EigResult(_of(values), _of(vectors))


def eigvals(a):
    return eig(a).eigenvalues


def eigh(a, UPLO="L"):
    values, vectors = torch.linalg.eigh(_matrix(a, True), UPLO)
    return EighResult(_of(values), _of(vectors))


def eigvalsh(a, UPLO="L"):
    return _of(torch.linalg.eigvalsh(_matrix(a, True), UPLO))


def pinv(a, rcond=None, hermitian=False, *, rtol=None):
    t = _matrix(a)
    return _of(torch.linalg.pinv(t, rtol=1e-15 if rcond is None and rtol is None else rcond or rtol))


def lstsq(a, b, rcond=None):
    t = _matrix(a)
    other = asarray(b)._t.to(t.dtype)
    column = other.reshape(-1, 1) if other.dim() == 1 else other
    found = torch.linalg.lstsq(t, column.contiguous(), rcond=rcond, driver="gelsd")
    solution = found.solution.reshape(-1) if other.dim() == 1 else found.solution
    rank = int(found.rank)
    residuals = torch.zeros(0, dtype=t.dtype)
    if rank == t.shape[1] and t.shape[0] > t.shape[1]:
        away = t @ found.solution - column
        residuals = (away * away).sum(0)
    return (_of(solution), _of(residuals), _dtypes.int32(rank), _of(found.singular_values))


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    a = asarray(A)
    if a.ndim < 2:
        return int(not bool(_f.all(_f.equal(a, 0))))
    s = svdvals(a)
    limit = tol if tol is not None else float(s.max()) * max(a.shape[-2:]) * float(_dtypes.finfo(s.dtype).eps)
    return _f.sum(_f.greater(s, limit), -1)


def matrix_power(a, n):
    made = torch.linalg.matrix_power(_matrix(a, True), n)
    return _of(made if asarray(a).dtype.kind != "i" else made.to(asarray(a)._t.dtype))


def multi_dot(arrays, *, out=None):
    made = None
    for a in arrays:
        made = asarray(a) if made is None else _f.dot(made, a)
    return made


def cond(x, p=None):
    t = _matrix(x)
    if p is None:
        s = torch.linalg.svdvals(t)
        return _wrap(s[..., 0] / s[..., -1])
    return norm(x, p) * norm(inv(x), p)


def norm(x, ord=None, axis=None, keepdims=False):
    a = asarray(x)
    if a.dtype.kind in "bui":
        a = a.astype(float)
    t = a._t
    if axis is None and (ord is None or (ord == 2 and a.ndim == 1)):
        flat = a.ravel()
        made = _f.sqrt(_f.dot(flat, flat)) if a.dtype.kind != "c" else _f.sqrt(_f.dot(flat.conj(), flat).real)
        return made.reshape((1,) * a.ndim) if keepdims else made
    if axis is None and a.ndim == 1:
        axis = 0
    if isinstance(axis, int):
        if ord is None or ord == 2:
            return _f.sqrt(_f.sum(_f.multiply(a, a) if a.dtype.kind != "c" else _f.absolute(a) ** 2, axis,
                                  keepdims=keepdims))
        if ord == 1:
            return _f.sum(_f.absolute(a), axis, keepdims=keepdims)
        if ord == 0:
            return _f.sum(_f.not_equal(a, 0).astype(a.dtype), axis, keepdims=keepdims)
        if ord == math.inf:
            return _f.max(_f.absolute(a), axis, keepdims=keepdims)
        if ord == -math.inf:
            return _f.min(_f.absolute(a), axis, keepdims=keepdims)
        if isinstance(ord, str):
            raise ValueError(f"Invalid norm order '{ord}' for vectors")
        return _f.power(_f.sum(_f.power(_f.absolute(a), ord), axis, keepdims=keepdims), 1 / ord)
    axes = tuple(range(-2, 0)) if axis is None else axis
    if len(axes) != 2 or (axis is None and a.ndim != 2):
        raise ValueError("Improper number of dimensions to norm.")
    return _wrap(torch.linalg.matrix_norm(t.contiguous(), "fro" if ord is None else ord, dim=axes, keepdim=keepdims))


vector_norm = norm
outer, cross, matmul, tensordot, diagonal, trace = _f.outer, _f.cross, _f.matmul, _f.tensordot, _f.diagonal, _f.trace
