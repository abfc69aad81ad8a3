"""Layers, losses and containers. Each is loaded when it is first asked for."""

from torch.nn.modules import __getattr__, __all__ as _layers
from torch.nn.parameter import Parameter, Buffer, UninitializedParameter, UninitializedBuffer

__all__ = _layers + ["Parameter", "Buffer", "UninitializedParameter", "UninitializedBuffer",
                     "functional", "init", "utils", "modules", "parameter", "parallel", "DataParallel"]
