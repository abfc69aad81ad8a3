"""`torch.utils.dlpack`: memory shared between libraries."""
from torch._memory import from_dlpack, to_dlpack

__all__ = ["to_dlpack", "from_dlpack"]
