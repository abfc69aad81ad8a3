"""Transforms between vectors and what is constrained as a whole: probabilities and factors of matrices."""

import math

import torch
from torch.distributions import constraints
from torch.distributions.transforms import Transform, _check_dimensions, _inside_unit
from torch.distributions.utils import tril_matrix_to_vec, vec_to_tril_matrix
from torch.nn.functional import logsigmoid, pad, softplus

__all__ = [
    "CorrCholeskyTransform", "LowerCholeskyTransform", "PositiveDefiniteTransform", "SoftmaxTransform",
    "StickBreakingTransform",
]


def _behind_one(x):
    """The last dimension moved by one place, behind a 1."""
    return pad(x, [1, 0], value=1)


class CorrCholeskyTransform(Transform):
    """A vector as the Cholesky factor of a matrix of correlations."""

    bijective = True
    domain = constraints.real_vector
    codomain = constraints.corr_cholesky

    def _call(self, x):
        x = torch.tanh(x)
        eps = torch.finfo(x.dtype).eps
        partial = vec_to_tril_matrix(x.clamp(min=-1 + eps, max=1 - eps), diag=-1)
        # The length that the entries before leave of each row.
        rest = (1 - partial**2).sqrt().cumprod(-1)
        partial = partial + torch.eye(partial.shape[-1], dtype=partial.dtype)
        return partial * _behind_one(rest[..., :-1])

    def _inverse(self, y):
        rest = _behind_one((1 - torch.cumsum(y * y, dim=-1))[..., :-1])
        partial = tril_matrix_to_vec(y, diag=-1) / tril_matrix_to_vec(rest, diag=-1).sqrt()
        return (partial.log1p() - partial.neg().log1p()) / 2

    def log_abs_det_jacobian(self, x, y):
        rest = tril_matrix_to_vec(1 - (y * y).cumsum(dim=-1), diag=-2)
        tanh = -2 * (x + softplus(-2 * x) - math.log(2.0)).sum(dim=-1)
        return 0.5 * rest.log().sum(-1) + tanh

    def forward_shape(self, shape):
        _check_dimensions(shape, 1)
        entries = shape[-1]
        size = round((0.25 + 2 * entries) ** 0.5 + 0.5)
        if size * (size - 1) // 2 != entries:
            raise ValueError("Input is not a flattened lower-diagonal number")
        return shape[:-1] + (size, size)

    def inverse_shape(self, shape):
        _check_dimensions(shape, 2)
        size = shape[-1]
        if shape[-2] != size:
            raise ValueError("Input is not square")
        return shape[:-2] + (size * (size - 1) // 2,)


class SoftmaxTransform(Transform):
    """Numbers as probabilities, which do not tell the numbers' common constant."""

    domain = constraints.real_vector
    codomain = constraints.simplex
    _compared = ()

    def _call(self, x):
        weights = (x - x.max(-1, True)[0]).exp()
        return weights / weights.sum(-1, True)

    def _inverse(self, y):
        return y.log()

    def forward_shape(self, shape):
        _check_dimensions(shape, 1)
        return shape

    inverse_shape = forward_shape


class StickBreakingTransform(Transform):
    """Numbers as probabilities of one class more: each is a part of what those before leave."""

    bijective = True
    domain = constraints.real_vector
    codomain = constraints.simplex
    _compared = ()

    @staticmethod
    def _remaining(x):
        """How many classes share what is left, at each place."""
        return x.shape[-1] + 1 - x.new_ones(x.shape[-1]).cumsum(-1)

    def _call(self, x):
        parts = _inside_unit(torch.sigmoid(x - self._remaining(x).log()))
        return pad(parts, [0, 1], value=1) * _behind_one((1 - parts).cumprod(-1))

    def _inverse(self, y):
        free = y[..., :-1]
        rest = torch.clamp(1 - free.cumsum(-1), min=torch.finfo(y.dtype).tiny)
        return free.log() - rest.log() + self._remaining(free).log()

    def log_abs_det_jacobian(self, x, y):
        x = x - self._remaining(x).log()
        return (-x + logsigmoid(x) + y[..., :-1].log()).sum(-1)

    def forward_shape(self, shape):
        _check_dimensions(shape, 1)
        return shape[:-1] + (shape[-1] + 1,)

    def inverse_shape(self, shape):
        _check_dimensions(shape, 1)
        return shape[:-1] + (shape[-1] - 1,)


def _with_diagonal(matrix, function):
    """The part of a matrix below the diagonal, and a function of its diagonal."""
    return matrix.tril(-1) + function(matrix.diagonal(dim1=-2, dim2=-1)).diag_embed()


class LowerCholeskyTransform(Transform):
    """A matrix as a Cholesky factor."""

    domain = constraints.independent(constraints.real, 2)
    codomain = constraints.lower_cholesky
    _compared = ()

    def _call(self, x):
        return _with_diagonal(x, torch.exp)

    def _inverse(self, y):
        return _with_diagonal(y, torch.log)


class PositiveDefiniteTransform(Transform):
    """A matrix as a positive definite one."""

    domain = constraints.independent(constraints.real, 2)
    codomain = constraints.positive_definite
    _compared = ()

    def _call(self, x):
        factor = _with_diagonal(x, torch.exp)
        return factor @ factor.mT

    def _inverse(self, y):
        return _with_diagonal(torch.linalg.cholesky(y), torch.log)
