"""Tools around parameters and gradients."""

import warnings

import torch

__all__ = ["clip_grad_norm_", "clip_grad_norm", "clip_grad_value_", "get_total_norm", "parameters_to_vector",
           "vector_to_parameters", "rnn"]


def _with_gradients(parameters):
    if isinstance(parameters, torch.Tensor):
        parameters = [parameters]
    return [p for p in parameters if p.grad is not None]


def get_total_norm(tensors, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    """The norm of all elements of some tensors together."""
    tensors = list(tensors)
    norm_type = float(norm_type)
    if not tensors:
        return torch.tensor(0.0)
    norms = [torch.linalg.vector_norm(tensor, norm_type) for tensor in tensors]
    total = torch.linalg.vector_norm(torch.stack(norms), norm_type)
    if error_if_nonfinite and torch.logical_or(total.isnan(), total.isinf()):
        raise RuntimeError(
            f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, so it cannot be "
            "clipped. To disable this error and scale the gradients by the non-finite norm anyway, set "
            "`error_if_nonfinite=False`")
    return total


def clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    """Scale all gradients down so that their common norm is at most max_norm; return the norm they had."""
    with torch.no_grad():
        found = _with_gradients(parameters)
        total = get_total_norm([p.grad for p in found], norm_type, error_if_nonfinite)
        factor = torch.clamp(float(max_norm) / (total + 1e-6), max=1.0)
        for parameter in found:
            parameter.grad.mul_(factor)
        return total


def clip_grad_norm(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False, foreach=None):
    """The older name of clip_grad_norm_."""
    warnings.warn("`torch.nn.utils.clip_grad_norm` is now deprecated in favor of `torch.nn.utils.clip_grad_norm_`.",
                  FutureWarning, stacklevel=2)
    return clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite)


def clip_grad_value_(parameters, clip_value, foreach=None):
    """Clamp every gradient's elements."""
    with torch.no_grad():
        for parameter in _with_gradients(parameters):
            parameter.grad.clamp_(min=-float(clip_value), max=float(clip_value))


def parameters_to_vector(parameters):
    """All parameters in one vector."""
    return torch.cat([parameter.view(-1) for parameter in parameters])


def vector_to_parameters(vec, parameters):
    """Parts of a vector as the values of parameters."""
    if not isinstance(vec, torch.Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {torch.typename(vec)}")
    start = 0
    for parameter in parameters:
        count = parameter.numel()
        parameter.data = vec[start:start + count].view_as(parameter).data
        start += count


_FROM_WEIGHT_NORM = ("weight_norm", "remove_weight_norm", "spectral_norm", "remove_spectral_norm", "skip_init")
_FROM_FUSION = ("fuse_conv_bn_eval", "fuse_conv_bn_weights", "fuse_linear_bn_eval", "fuse_linear_bn_weights")
__all__ += list(_FROM_WEIGHT_NORM) + list(_FROM_FUSION) + ["clip_grads_with_norm_"]


def clip_grads_with_norm_(parameters, max_norm, total_norm, foreach=None):
    """Scale all gradients down by a norm that is known already."""
    with torch.no_grad():
        factor = torch.clamp(float(max_norm) / (total_norm + 1e-6), max=1.0)
        for parameter in _with_gradients(parameters):
            parameter.grad.mul_(factor)


_MODULES = ("parametrize", "parametrizations", "prune", "stateless", "rnn", "fusion", "clip_grad",
            "convert_parameters")


def __getattr__(name):
    if name in _MODULES:
        return torch._C._import("torch.nn.utils." + name)
    if name in _FROM_WEIGHT_NORM:
        return getattr(torch._C._import("torch.nn.utils._weight_norm"), name)
    if name in _FROM_FUSION:
        return getattr(torch._C._import("torch.nn.utils.fusion"), name)
    raise torch._C._missing("torch.nn.utils", name, __all__)
