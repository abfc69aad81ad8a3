"""`torch.functional`: functions of `torch` that PyTorch writes in Python."""

import torch
import torch.nn.functional as F

__all__ = ["atleast_1d", "atleast_2d", "atleast_3d", "align_tensors", "broadcast_shapes", "broadcast_tensors",
           "cartesian_prod", "block_diag", "cdist", "chain_matmul", "einsum", "istft", "lu", "norm", "meshgrid",
           "split", "stft", "tensordot", "unique", "unique_consecutive", "unravel_index"]


def __getattr__(name):
    if name in __all__ or name == "Tensor":
        return getattr(torch, name)
    raise torch._C._missing("torch.functional", name, __all__)
