"""What distributions have in common."""

import torch
import torch.nn.functional as F

euler_constant = 0.5772156649015329


def broadcast_all(*values):
    """Tensors of one shape; numbers become tensors of the dtype of the first tensor, or of the default dtype."""
    if not all(isinstance(v, (int, float, torch.Tensor)) for v in values):
        raise ValueError(
            "Input arguments must all be instances of Number, torch.Tensor or objects implementing __torch_function__.")
    tensors = [v for v in values if isinstance(v, torch.Tensor)]
    dtype = tensors[0].dtype if tensors else torch.get_default_dtype()
    return torch.broadcast_tensors(
        *[v if isinstance(v, torch.Tensor) else torch.tensor(v, dtype=dtype) for v in values])


def standard_normal(shape, dtype):
    return torch.empty(shape, dtype=dtype).normal_()


def logits_to_probs(logits, is_binary=False):
    return torch.sigmoid(logits) if is_binary else F.softmax(logits, dim=-1)


def clamp_probs(probs):
    eps = torch.finfo(probs.dtype).eps
    return probs.clamp(min=eps, max=1 - eps)


def probs_to_logits(probs, is_binary=False):
    inside = clamp_probs(probs)
    return torch.log(inside) - torch.log1p(-inside) if is_binary else torch.log(inside)


def sum_rightmost(value, dim):
    """The sum over the last dimensions."""
    return value if dim == 0 else value.reshape(value.shape[:-dim] + (-1,)).sum(-1)


class lazy_property:
    """An attribute that is computed when it is first asked for."""

    def __init__(self, compute):
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        with torch.enable_grad():
            value = self.compute(instance)
        setattr(instance, self.compute.__name__, value)
        return value


def one_of(probs, logits):
    if (probs is None) == (logits is None):
        raise ValueError("Either `probs` or `logits` must be specified, but not both.")


def _lower_part(size, diag):
    """Which entries of a square matrix lie on a diagonal or below it."""
    return torch.ones(size, size, dtype=torch.bool).tril(diag)


def tril_matrix_to_vec(mat, diag=0):
    """The entries of a matrix on a diagonal and below it, row by row."""
    n = mat.shape[-1]
    if diag < -n or diag >= n:
        raise ValueError(f"diag ({diag}) provided is outside [{-n}, {n - 1}].")
    return mat[..., _lower_part(n, diag)]


def vec_to_tril_matrix(vec, diag=0):
    """The matrix with such entries, and zeros elsewhere."""
    length = vec.shape[-1]
    b = 1 + 2 * diag
    n = ((b**2 + 8 * length + 4 * abs(diag) * (diag + 1)) ** 0.5 - b) / 2
    if round(n) - n > torch.finfo(vec.dtype).eps:
        raise ValueError(f"The size of last dimension is {length} which cannot be expressed as the lower triangular part "
                         "of a square D x D matrix.")
    matrix = vec.new_zeros(vec.shape[:-1] + (round(n), round(n)))
    matrix[..., _lower_part(round(n), diag)] = vec
    return matrix
