"""`torch.amp.autocast` for this device."""

import warnings

import torch


class autocast(torch.amp.autocast_mode.autocast):
    def __init__(self, dtype=torch.bfloat16, enabled=True, cache_enabled=True):
        warnings.warn("`torch.cpu.amp.autocast(args...)` is deprecated. Please use "
                      "`torch.amp.autocast('cpu', args...)` instead.", FutureWarning, stacklevel=2)
        super().__init__("cpu", dtype, enabled, cache_enabled)
