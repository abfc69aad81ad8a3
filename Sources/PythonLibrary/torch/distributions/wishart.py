"""Wishart distributions."""

import math
import warnings

import torch
from torch.distributions import constraints
from torch.distributions.chi2 import Chi2
from torch.distributions.distribution import ExponentialFamily
from torch.distributions.multivariate_normal import _lower_factor
from torch.distributions.utils import lazy_property


class Wishart(ExponentialFamily):
    """The distribution of the sum of the outer products of `df` normal vectors."""

    support = constraints.positive_definite
    has_rsample = True
    _mean_carrier_measure = 0

    @property
    def arg_constraints(self):
        return {
            "covariance_matrix": constraints.positive_definite, "precision_matrix": constraints.positive_definite,
            "scale_tril": constraints.lower_cholesky, "df": constraints.greater_than(self._event_shape[-1] - 1)}

    def __init__(self, df, covariance_matrix=None, precision_matrix=None, scale_tril=None, validate_args=None):
        given = {"covariance_matrix": covariance_matrix, "precision_matrix": precision_matrix, "scale_tril": scale_tril}
        given = {name: value for name, value in given.items() if value is not None}
        if len(given) != 1:
            raise AssertionError(
                "Exactly one of covariance_matrix or precision_matrix or scale_tril may be specified.")
        ((name, matrix),) = given.items()
        if matrix.dim() < 2:
            raise ValueError("scale_tril must be at least two-dimensional, with optional leading batch dimensions")
        if isinstance(df, (int, float)):
            batch = matrix.shape[:-2]
            self.df = torch.tensor(df, dtype=matrix.dtype)
        else:
            batch = torch.broadcast_shapes(matrix.shape[:-2], df.shape)
            self.df = df.expand(batch)
        event = matrix.shape[-2:]
        size = event[-1]
        if self.df.le(size - 1).any():
            raise ValueError(f"Value of df={df} expected to be greater than ndim - 1 = {size - 1}.")
        setattr(self, name, matrix.expand(batch + (-1, -1)))
        if self.df.lt(size).any():
            warnings.warn("Low df values detected. Singular samples are highly likely to occur for ndim - 1 < df < ndim.",
                          stacklevel=2)
        super().__init__(batch, event, validate_args=validate_args)
        self._unbroadcasted_scale_tril = _lower_factor(name, matrix)
        self._set_squares()

    def _set_squares(self):
        """The distributions of the squares on the diagonal of Bartlett's factor."""
        self._squares = Chi2(self.df.unsqueeze(-1) - self._places().expand(self._batch_shape + (-1,)))

    def _places(self):
        return torch.arange(self._event_shape[-1], dtype=self._unbroadcasted_scale_tril.dtype)

    def expand(self, batch_shape, _instance=None):
        new = super().expand(batch_shape, _instance)
        new._unbroadcasted_scale_tril = self._unbroadcasted_scale_tril.expand(new._batch_shape + self._event_shape)
        new._set_squares()
        return new

    def _repeated(self, matrix):
        return matrix.expand(self._batch_shape + self._event_shape)

    @lazy_property
    def scale_tril(self):
        return self._repeated(self._unbroadcasted_scale_tril)

    @lazy_property
    def covariance_matrix(self):
        factor = self._unbroadcasted_scale_tril
        return self._repeated(factor @ factor.transpose(-2, -1))

    @lazy_property
    def precision_matrix(self):
        factor = self._unbroadcasted_scale_tril
        return self._repeated(torch.cholesky_solve(torch.eye(factor.size(-1), dtype=factor.dtype), factor))

    def _times_covariance(self, factor):
        return factor.view(self._batch_shape + (1, 1)) * self.covariance_matrix

    @property
    def mean(self):
        return self._times_covariance(self.df)

    @property
    def mode(self):
        factor = self.df - self._event_shape[-1] - 1
        factor[factor <= 0] = float("nan")
        return self._times_covariance(factor)

    @property
    def variance(self):
        covariance = self.covariance_matrix
        diagonal = covariance.diagonal(dim1=-2, dim2=-1)
        products = torch.einsum("...i,...j->...ij", diagonal, diagonal)
        return self.df.view(self._batch_shape + (1, 1)) * (covariance.pow(2) + products)

    def _bartlett(self, sample_shape):
        size = self._event_shape[-1]
        roots = self._squares.rsample(sample_shape).sqrt()
        factor = roots.clamp(min=torch.finfo(roots.dtype).eps).diag_embed(dim1=-2, dim2=-1)
        i, j = torch.tril_indices(size, size, offset=-1)
        below = torch.Size(sample_shape) + self._batch_shape + (size * (size - 1) // 2,)
        factor[..., i, j] = torch.randn(below, dtype=factor.dtype)
        factor = self._unbroadcasted_scale_tril @ factor
        return factor @ factor.transpose(-2, -1)

    def rsample(self, sample_shape=torch.Size(), max_try_correction=None):
        sample = self._bartlett(torch.Size(sample_shape))
        # PyTorch draws again where the support is met, and stops when it is met nowhere.
        again = self._over_batch(self.support.check(sample))
        if again.any():
            warnings.warn("Singular sample detected.", stacklevel=2)
            for _ in range(10 if max_try_correction is None else max_try_correction):
                redrawn = self._bartlett(again[again].shape)
                sample[again] = redrawn
                again[again.clone()] = self._over_batch(~self.support.check(redrawn))
                if not again.any():
                    break
        return sample

    def _over_batch(self, check):
        dims = [-1 - i for i in range(len(self._batch_shape))]
        return check.amax(dims) if dims else check

    def _half_log_det(self):
        size = self._event_shape[-1]
        return size * math.log(2) / 2 + self._unbroadcasted_scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)

    def _log_density(self, value):
        nu, size = self.df, self._event_shape[-1]
        trace = torch.cholesky_solve(value, self._unbroadcasted_scale_tril).diagonal(dim1=-2, dim2=-1).sum(dim=-1)
        return (-nu * self._half_log_det() - torch.mvlgamma(nu / 2, p=size)
                + (nu - size - 1) / 2 * torch.linalg.slogdet(value).logabsdet - trace / 2)

    def entropy(self):
        nu, size = self.df, self._event_shape[-1]
        half = nu / 2
        digamma = torch.digamma(half.unsqueeze(-1) - self._places().div(2).expand(half.shape + (-1,))).sum(-1)
        return ((size + 1) * self._half_log_det() + torch.mvlgamma(half, p=size) - (nu - size - 1) / 2 * digamma
                + nu * size / 2)

    @property
    def _natural_params(self):
        return -self.precision_matrix / 2, (self.df - self._event_shape[-1] - 1) / 2

    def _log_normalizer(self, x, y):
        size = self._event_shape[-1]
        half = y + (size + 1) / 2
        return half * (-torch.linalg.slogdet(-2 * x).logabsdet + math.log(2) * size) + torch.mvlgamma(half, p=size)
