"""Usual parametrizations: weights as direction and length, and weights of spectral norm one."""

import torch
from torch.nn import functional as F
from torch.nn.modules.module import Module
from torch.nn.utils import parametrize
from torch.nn.utils._weight_norm import _norm_except

__all__ = ["orthogonal", "weight_norm", "spectral_norm"]


class _WeightNorm(Module):
    def __init__(self, dim=0):
        super().__init__()
        self.dim = -1 if dim is None else dim

    def forward(self, weight_g, weight_v):
        return torch._C._one_node("WeightNormInterfaceBackward0", lambda v, g: v * (g / _norm_except(v, self.dim)),
                                 weight_v, weight_g)

    def right_inverse(self, weight):
        return _norm_except(weight, self.dim), weight


def weight_norm(module, name="weight", dim=0):
    """The weight as its length, for every index of `dim`, times its direction."""
    parametrize.register_parametrization(module, name, _WeightNorm(dim), unsafe=True)
    return module


class _SpectralNorm(Module):
    def __init__(self, weight, n_power_iterations=1, dim=0, eps=1e-12):
        super().__init__()
        rank = weight.dim()
        if not -rank <= dim < rank:
            raise IndexError(f"Dimension out of range (expected to be in range of [-{rank}, {rank - 1}] but got {dim})")
        if n_power_iterations <= 0:
            raise ValueError(
                f"Expected n_power_iterations to be positive, but got n_power_iterations={n_power_iterations}")
        self.dim = dim % rank
        self.eps = eps
        if rank == 1:
            return
        self.n_power_iterations = n_power_iterations
        matrix = self._matrix(weight)
        for name, size in zip(("_u", "_v"), matrix.shape):
            self.register_buffer(name, self._unit(matrix.new_empty(size).normal_()))
        self._iterate(matrix, 15)

    def _unit(self, vector):
        return F.normalize(vector, dim=0, eps=self.eps)

    def _matrix(self, weight):
        if self.dim != 0:
            weight = weight.permute(self.dim, *(d for d in range(weight.dim()) if d != self.dim))
        return weight.flatten(1)

    def _iterate(self, matrix, times):
        with torch.no_grad():
            for _ in range(times):
                self._u.copy_(self._unit(matrix @ self._v))
                self._v.copy_(self._unit(matrix.mH @ self._u))

    def forward(self, weight):
        if weight.dim() == 1:
            return self._unit(weight)
        matrix = self._matrix(weight)
        if self.training:
            self._iterate(matrix, self.n_power_iterations)
        u, v = self._u.clone(), self._v.clone()
        return weight / torch.vdot(u, torch.mv(matrix, v))

    def right_inverse(self, value):
        return value


def spectral_norm(module, name="weight", n_power_iterations=1, eps=1e-12, dim=None):
    """The weight divided by its largest singular value, which power iteration follows."""
    weight = getattr(module, name, None)
    if not isinstance(weight, torch.Tensor):
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    if dim is None:
        transposed = (torch.nn.ConvTranspose1d, torch.nn.ConvTranspose2d, torch.nn.ConvTranspose3d)
        dim = 1 if isinstance(module, transposed) else 0
    parametrize.register_parametrization(module, name, _SpectralNorm(weight, n_power_iterations, dim, eps))
    return module


def _skew(tall):
    """A square matrix that is minus its own adjoint, from the lower triangle of a tall one."""
    missing = tall.size(-2) - tall.size(-1)
    lower = F.pad(tall.tril(), (0, missing)) if missing else tall.tril()
    return lower - lower.mH


def _exponential(tall):
    return _first_columns(torch.matrix_exp(_skew(tall)), tall.size(-1))


def _cayley(tall):
    half = _skew(tall) / 2
    identity = torch.eye(tall.size(-2), dtype=tall.dtype)
    return _first_columns(torch.linalg.solve(identity - half, identity + half), tall.size(-1))


def _first_columns(matrix, count):
    return matrix if matrix.size(-1) == count else matrix[..., :count]


def _reflections(tall):
    """The first columns of a product of reflections, whose directions lie below the diagonal; on it are signs."""
    def product(directions):
        rows, columns = directions.shape[-2:]
        result = torch.eye(rows, columns, dtype=directions.dtype).expand(directions.shape)
        below = directions.tril(-1)
        for index in reversed(range(columns)):
            direction = below[..., index:index + 1] + torch.eye(rows, dtype=directions.dtype)[:, index:index + 1]
            weight = 2 / (direction * direction).sum(-2, keepdim=True)
            result = result - direction * weight @ (direction.mT @ result)
        return result

    signs = tall.diagonal(dim1=-2, dim2=-1).int().unsqueeze(-2)
    return torch._C._one_node("LinalgHouseholderProductBackward0", product, tall) * signs


def _as_reflections(tall):
    """The matrix that `_reflections` takes back to one with orthonormal columns; other columns are made so first."""
    rest, result = tall.clone(), torch.zeros_like(tall)
    rows, columns = tall.shape[-2:]
    for index in range(columns):
        column = rest[..., index:, index:index + 1]
        head, below = column[..., :1, :], column[..., 1:, :]
        length = below.norm(dim=-2, keepdim=True)
        is_turned = length > 0
        turned = -torch.copysign(torch.hypot(head, length), head)
        direction = torch.where(is_turned, below / (head - turned), below)
        full = torch.cat([torch.ones_like(head), direction], -2)
        weight = torch.where(is_turned, (turned - head) / turned, torch.zeros_like(head))
        part = rest[..., index:, index:]
        part -= full * weight @ (full.mT @ part)
        result[..., index + 1:, index:index + 1] = direction
        # A reflection that was not needed turns the sign back when the product is made with it.
        sign = rest[..., index:index + 1, index:index + 1].sign()
        result[..., index:index + 1, index:index + 1] = torch.where(is_turned, sign, -sign)
    # What the reflections left above the diagonal, which no product reads.
    return result + rest.triu(1)


def _orthonormal(matrix):
    """The nearest frame that Gram and Schmidt find: the columns keep their directions' signs."""
    frame, triangle = torch.linalg.qr(matrix)
    return frame * triangle.diagonal(dim1=-2, dim2=-1).sgn().unsqueeze(-2)


def _is_orthonormal(matrix):
    size = matrix.size(-1)
    gram = matrix.mH @ matrix - torch.eye(size, dtype=matrix.dtype)
    return bool((gram.norm(dim=(-2, -1)) <= 10 * size * torch.finfo(matrix.dtype).eps).all())


_ORTHOGONAL_MAPS = {"matrix_exp": _exponential, "cayley": _cayley, "householder": _reflections}


class _Orthogonal(Module):
    """A matrix with orthonormal columns (a wide one: rows), computed from any matrix.

    With a base, which is orthogonal itself, what is learnt is a turn away from it.
    """

    def __init__(self, weight, orthogonal_map, use_trivialization=True):
        super().__init__()
        if weight.is_complex() and orthogonal_map == "householder":
            raise ValueError("The householder parametrization does not support complex tensors.")
        self.shape = weight.shape
        self.orthogonal_map = orthogonal_map
        if use_trivialization:
            self.register_buffer("base", None)

    def forward(self, matrix):
        is_wide = matrix.size(-2) < matrix.size(-1)
        result = _ORTHOGONAL_MAPS[self.orthogonal_map](matrix.mT if is_wide else matrix)
        if hasattr(self, "base"):
            result = self.base @ result
        return result.mT if is_wide else result

    @torch.no_grad()
    def right_inverse(self, matrix):
        if matrix.shape != self.shape:
            raise ValueError(f"Expected a matrix or batch of matrices of shape {self.shape}. "
                             f"Got a tensor of shape {matrix.shape}.")
        is_wide = matrix.size(-2) < matrix.size(-1)
        tall = matrix.mT if is_wide else matrix
        if not hasattr(self, "base"):
            if self.orthogonal_map != "householder":
                raise NotImplementedError("It is not possible to assign to the matrix exponential or the Cayley "
                                          "parametrizations when use_trivialization=False.")
            found = _as_reflections(tall)
            return found.mT if is_wide else found
        missing = tall.size(-2) - tall.size(-1)
        if missing:
            more = torch.randn(*tall.shape[:-1], missing, dtype=tall.dtype)
            self.base = _orthonormal(torch.cat([tall, more], -1))
        else:
            self.base = tall.clone() if _is_orthonormal(tall) else _orthonormal(tall)
        # No turn at all; the diagonal holds the signs of reflections.
        still = torch.zeros_like(matrix)
        still.diagonal(dim1=-2, dim2=-1).fill_(-1)
        return still


def orthogonal(module, name="weight", orthogonal_map=None, *, use_trivialization=True):
    """The weight as a matrix with orthonormal columns or rows."""
    weight = getattr(module, name, None)
    if not isinstance(weight, torch.Tensor):
        raise ValueError(f"Module '{module}' has no parameter or buffer with name '{name}'")
    if weight.dim() < 2:
        raise ValueError(f"Expected a matrix or batch of matrices. Got a tensor of {weight.dim()} dimensions.")
    if orthogonal_map is None:
        is_square = weight.size(-2) == weight.size(-1)
        orthogonal_map = "matrix_exp" if is_square or weight.is_complex() else "householder"
    if orthogonal_map not in _ORTHOGONAL_MAPS:
        raise ValueError('orthogonal_map has to be one of "matrix_exp", "cayley", "householder". '
                         f"Got: {orthogonal_map}")
    made = _Orthogonal(weight, orthogonal_map, use_trivialization)
    parametrize.register_parametrization(module, name, made, unsafe=True)
    return module


def __getattr__(name):
    raise torch._C._missing("torch.nn.utils.parametrizations", name, __all__)
