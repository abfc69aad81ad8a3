"""Tools around tensors: data loading, hooks."""

import torch

__all__ = ["_pytree", "checkpoint", "data", "hooks"]


def __getattr__(name):
    if name in __all__:
        return torch._C._import("torch.utils." + name)
    raise torch._C._missing("torch.utils", name, __all__)
