"""Decompositions of a low rank: random vectors, multiplied by a matrix a few times, soon span what matters of it."""

import torch


def _spanned(forth, back, start, rounds):
    """An orthonormal basis of what a matrix and its adjoint, given as products, make of random vectors."""
    basis = torch.linalg.qr(forth(start)).Q
    for _ in range(rounds):
        basis = torch.linalg.qr(back(basis)).Q
        basis = torch.linalg.qr(forth(basis)).Q
    return basis


def _turned(matrix):
    return matrix.mH if matrix.layout == torch.strided else matrix.t()


def svd_lowrank(A, q=6, niter=2, M=None):
    """The first singular values and vectors of A, or of A - M."""
    if M is not None:
        M = M.broadcast_to(A.shape)
    is_wide = A.shape[-2] < A.shape[-1]
    if is_wide:
        A, M = _turned(A), None if M is None else M.mH

    # Products are subtracted rather than matrices: a sparse A stays sparse.
    def forth(vectors):
        return A @ vectors if M is None else A @ vectors - M @ vectors

    def back(vectors):
        return _turned(A) @ vectors if M is None else _turned(A) @ vectors - M.mH @ vectors

    dtype = A.dtype if A.dtype.is_floating_point or A.dtype.is_complex else torch.float32
    start = torch.randn(A.shape[-1], 6 if q is None else q, dtype=dtype)
    basis = _spanned(forth, back, start, 2 if niter is None else niter)
    across = basis.mH @ A if M is None else basis.mH @ A - basis.mH @ M
    inner, values, right = torch.linalg.svd(across, full_matrices=False)
    left, right = basis @ inner, right.mH
    return (right, values, left) if is_wide else (left, values, right)


def pca_lowrank(A, q=None, center=True, niter=2):
    """Principal components: the first singular values and vectors of the rows of A around their mean."""
    least = min(A.shape[-2:])
    if q is None:
        q = min(6, least)
    elif not 0 <= q <= least:
        raise ValueError(f"q(={q}) must be non-negative integer and not greater than min(m, n)={least}")
    if niter < 0:
        raise ValueError(f"niter(={niter}) must be non-negative integer")
    if not center:
        return svd_lowrank(A, q, niter)
    if A.layout != torch.strided:
        raise NotImplementedError("torch.pca_lowrank of sparse tensors with center=True is not supported by nbrun; "
                                  "torch.svd_lowrank takes them with the mean as M")
    return svd_lowrank(A - A.mean(-2, keepdim=True), q, niter)
