"""Normal distributions of vectors with few common causes."""

import math

import torch
from torch.distributions import constraints
from torch.distributions.distribution import Distribution
from torch.distributions.multivariate_normal import _solved
from torch.distributions.utils import lazy_property, standard_normal


def _plus_identity(matrix):
    """A matrix with 1 added to its diagonal, in place."""
    size = matrix.size(-1)
    matrix = matrix.contiguous()
    matrix.view(-1, size * size)[:, :: size + 1] += 1
    return matrix


class LowRankMultivariateNormal(Distribution):
    """The normal distribution of vectors whose covariance is `cov_factor @ cov_factor.mT + cov_diag.diag()`.

    Its determinant and inverse follow from those of a matrix of the size of the rank, the capacitance.
    """

    arg_constraints = {
        "loc": constraints.real_vector, "cov_factor": constraints.independent(constraints.real, 2),
        "cov_diag": constraints.independent(constraints.positive, 1)}
    support = constraints.real_vector
    has_rsample = True
    _copied = ("_unbroadcasted_cov_factor", "_unbroadcasted_cov_diag", "_capacitance_tril")

    def __init__(self, loc, cov_factor, cov_diag, validate_args=None):
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        event = loc.shape[-1:]
        if cov_factor.dim() < 2:
            raise ValueError("cov_factor must be at least two-dimensional, with optional leading batch dimensions")
        if cov_factor.shape[-2:-1] != event:
            raise ValueError(f"cov_factor must be a batch of matrices with shape {event[0]} x m")
        if cov_diag.shape[-1:] != event:
            raise ValueError(f"cov_diag must be a batch of vectors with shape {event}")
        try:
            columns, self.cov_factor, diagonal = torch.broadcast_tensors(
                loc.unsqueeze(-1), cov_factor, cov_diag.unsqueeze(-1))
        except RuntimeError as error:
            raise ValueError(f"Incompatible batch shapes: loc {loc.shape}, cov_factor {cov_factor.shape}, "
                             f"cov_diag {cov_diag.shape}") from error
        self.loc, self.cov_diag = columns[..., 0], diagonal[..., 0]
        self._unbroadcasted_cov_factor = cov_factor
        self._unbroadcasted_cov_diag = cov_diag
        self._capacitance_tril = torch.linalg.cholesky(_plus_identity(torch.matmul(self._scaled_factor(), cov_factor)))
        super().__init__(self.loc.shape[:-1], event, validate_args=validate_args)

    def _scaled_factor(self):
        """The transposed factor times the inverse of the diagonal."""
        return self._unbroadcasted_cov_factor.mT / self._unbroadcasted_cov_diag.unsqueeze(-2)

    def _repeated(self, matrix):
        return matrix.expand(self._batch_shape + self._event_shape + self._event_shape)

    @property
    def mean(self):
        return self.loc

    mode = mean

    @lazy_property
    def variance(self):
        variance = self._unbroadcasted_cov_factor.pow(2).sum(-1) + self._unbroadcasted_cov_diag
        return variance.expand(self._batch_shape + self._event_shape)

    @lazy_property
    def scale_tril(self):
        root = self._unbroadcasted_cov_diag.sqrt().unsqueeze(-1)
        scaled = self._unbroadcasted_cov_factor / root
        return self._repeated(root * torch.linalg.cholesky(_plus_identity(torch.matmul(scaled, scaled.mT))))

    @lazy_property
    def covariance_matrix(self):
        factor = self._unbroadcasted_cov_factor
        return self._repeated(torch.matmul(factor, factor.mT) + torch.diag_embed(self._unbroadcasted_cov_diag))

    @lazy_property
    def precision_matrix(self):
        solved = torch.linalg.solve_triangular(self._capacitance_tril, self._scaled_factor(), upper=False)
        return self._repeated(torch.diag_embed(self._unbroadcasted_cov_diag.reciprocal()) - solved.mT @ solved)

    def rsample(self, sample_shape=torch.Size()):
        shape = self._extended_shape(sample_shape)
        common = standard_normal(shape[:-1] + self.cov_factor.shape[-1:], self.loc.dtype)
        own = standard_normal(shape, self.loc.dtype)
        mixed = torch.matmul(self._unbroadcasted_cov_factor, common.unsqueeze(-1)).squeeze(-1)
        return self.loc + mixed + self._unbroadcasted_cov_diag.sqrt() * own

    def _log_det(self):
        logs = self._capacitance_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)
        return 2 * logs + self._unbroadcasted_cov_diag.log().sum(-1)

    def _distance(self, difference):
        """The squared length of a difference in units of the covariance."""
        inner = torch.matmul(self._scaled_factor(), difference.unsqueeze(-1)).squeeze(-1)
        own = (difference.pow(2) / self._unbroadcasted_cov_diag).sum(-1)
        return own - _solved(self._capacitance_tril, inner).pow(2).sum(-1)

    def _log_density(self, value):
        constant = self._event_shape[0] * math.log(2 * math.pi)
        distance = self._distance(value - self.loc)
        return -0.5 * (constant + self._log_det() + distance)

    def entropy(self):
        entropy = 0.5 * (self._event_shape[0] * (1.0 + math.log(2 * math.pi)) + self._log_det())
        return entropy.expand(self._batch_shape) if self._batch_shape else entropy
