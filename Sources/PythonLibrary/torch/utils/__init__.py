"""Tools around tensors: data loading, hooks."""

import torch

__all__ = ["_pytree", "checkpoint", "data", "dlpack", "hooks", "swap_tensors"]


def __getattr__(name):
    if name in __all__:
        return torch._C._import("torch.utils." + name)
    raise torch._C._missing("torch.utils", name, __all__)


def swap_tensors(t1, t2):
    """Exchanges what two tensors are, and leaves their objects in place."""
    if type(t1) is not type(t2):
        raise NotImplementedError("swap_tensors() of tensors of different classes is not supported by nbrun")
    if not (t1.is_leaf and t2.is_leaf):
        raise NotImplementedError("swap_tensors() of a tensor that was computed with gradients is not supported by nbrun")
    gradients, needs = (t1.grad, t2.grad), (t1.requires_grad, t2.requires_grad)
    for tensor in (t1, t2):
        tensor.grad = None
        tensor.requires_grad_(False)
    t1.data, t2.data = t2.data, t1.data
    first, second = dict(t1.__dict__), dict(t2.__dict__)
    for tensor, attributes in ((t1, second), (t2, first)):
        tensor.__dict__.clear()
        tensor.__dict__.update(attributes)
    for tensor, gradient, needed in zip((t1, t2), reversed(gradients), reversed(needs)):
        tensor.requires_grad_(needed)
        tensor.grad = gradient
