"""Tensors that a module counts among its parameters."""

import torch
from torch import Parameter

__all__ = ["Parameter", "Buffer", "UninitializedParameter"]


class Buffer:
    """A tensor that a module counts among its buffers."""

    def __new__(cls, data=None, *, persistent=True):
        return torch.empty(0) if data is None else data.detach()


class UninitializedParameter:
    """Parameters of lazy layers, whose shape is known only at the first call."""

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        raise NotImplementedError("UninitializedParameter is not supported by nbrun; give the layer its sizes")
