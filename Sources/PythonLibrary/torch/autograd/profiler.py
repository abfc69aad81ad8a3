"""Older names of the marks in `torch.profiler`."""

import torch
from torch.profiler import _unmeasured, record_function

__all__ = ["profile", "record_function"]


def __getattr__(name):
    raise torch._C._missing("torch.autograd.profiler", name, __all__)


class profile(torch.profiler.profile):
    """A block that runs like any other."""

    def __init__(self, enabled=True, *, use_cuda=False, use_device=None, record_shapes=False, with_flops=False,
                 profile_memory=False, with_stack=False, with_modules=False, **options):
        super().__init__()

    def table(self, *args, **kwargs):
        """There is none."""
        raise _unmeasured("torch.autograd.profiler.profile.table")
