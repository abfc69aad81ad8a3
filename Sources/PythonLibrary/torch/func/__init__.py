"""Functions that differentiate and batch functions."""

import torch

from torch.func._modules import functional_call, stack_module_state
from torch.func._rearrange import rearrange
from torch.func._transforms import (functionalize, grad, grad_and_value, hessian, jacfwd, jacrev, jvp, linearize,
                                    vjp)
from torch.func._vmap import vmap

__all__ = ["functional_call", "functionalize", "grad", "grad_and_value", "hessian", "jacfwd", "jacrev", "jvp",
           "linearize", "rearrange", "stack_module_state", "vjp", "vmap"]


def __getattr__(name):
    raise torch._C._missing("torch.func", name, __all__)
