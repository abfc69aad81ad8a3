"""Distributions of matrices of correlations."""

import math

import torch
from torch.distributions import constraints
from torch.distributions.beta import Beta
from torch.distributions.distribution import Distribution
from torch.distributions.utils import broadcast_all


class LKJCholesky(Distribution):
    """The Cholesky factors of matrices of correlations; all matrices are equally likely at a concentration of 1."""

    arg_constraints = {"concentration": constraints.positive}
    support = constraints.corr_cholesky
    _parts = ("_beta",)
    _copied = ("dim",)

    def __init__(self, dim, concentration=1.0, validate_args=None):
        if dim < 2:
            raise ValueError(f"Expected dim to be an integer greater than or equal to 2. Found dim={dim}.")
        self.dim = dim
        (self.concentration,) = broadcast_all(concentration)
        # How much of each row lies before the diagonal.
        row = torch.arange(-1, dim - 1, dtype=self.concentration.dtype).clamp(min=0)
        self._beta = Beta(row + 0.5, (self.concentration + 0.5 * (dim - 2)).unsqueeze(-1) - 0.5 * row)
        super().__init__(self.concentration.size(), (dim, dim), validate_args)

    def sample(self, sample_shape=torch.Size()):
        share = self._beta.sample(sample_shape).unsqueeze(-1)
        directions = torch.randn(self._extended_shape(sample_shape), dtype=share.dtype).tril(-1)
        directions = directions / directions.norm(dim=-1, keepdim=True)
        directions[..., 0, :] = 0.0
        rows = torch.sqrt(share) * directions
        rest = torch.clamp(1 - torch.sum(rows**2, dim=-1), min=torch.finfo(rows.dtype).tiny)
        return rows + torch.diag_embed(rest.sqrt())

    def _log_density(self, value):
        diagonal = value.diagonal(dim1=-1, dim2=-2)[..., 1:]
        order = 2 * (self.concentration - 1).unsqueeze(-1) + self.dim - torch.arange(2, self.dim + 1)
        others = self.dim - 1
        alpha = self.concentration + 0.5 * others
        constant = 0.5 * others * math.log(math.pi) + torch.mvlgamma(alpha - 0.5, others)
        return torch.sum(order * diagonal.log(), dim=-1) - (constant - torch.lgamma(alpha) * others)
