"""Tensors that a module counts among its parameters or buffers."""

import torch
from torch._C import Buffer, Parameter, UninitializedBuffer, UninitializedParameter

__all__ = ["Parameter", "Buffer", "UninitializedParameter", "UninitializedBuffer"]


def is_lazy(param):
    """Whether the shape is not known yet."""
    return isinstance(param, (UninitializedParameter, UninitializedBuffer))
