"""What a build for the CPU says of CUDA, and which ways to compute attention are allowed."""

import contextlib
import warnings

import torch

__all__ = ["is_built", "matmul", "enable_flash_sdp", "flash_sdp_enabled", "enable_math_sdp", "math_sdp_enabled",
           "enable_mem_efficient_sdp", "mem_efficient_sdp_enabled", "enable_cudnn_sdp", "cudnn_sdp_enabled",
           "is_flash_attention_available", "sdp_kernel"]

_MATH, _FLASH, _MEMORY_EFFICIENT, _CUDNN = 1, 2, 4, 8


def is_built():
    """Whether PyTorch was built with CUDA."""
    return False


def is_flash_attention_available():
    """Whether the GPU's kernel is there."""
    return False


class _Products:
    """`torch.backends.cuda.matmul`: TF32 is another name for a precision of products."""

    @property
    def allow_tf32(self):
        """Whether products may be less precise than single precision."""
        return torch.get_float32_matmul_precision() != "highest"

    @allow_tf32.setter
    def allow_tf32(self, allowed):
        torch.set_float32_matmul_precision("high" if allowed else "highest")


matmul = _Products()


def _allow(way, allowed):
    ways = torch._C._attention_backends()
    torch._C._set_attention_backends(ways | way if allowed else ways & ~way)


def _is_allowed(way):
    return torch._C._attention_backends() & way != 0


def enable_flash_sdp(enabled):
    """Allows attention in one operation, or not."""
    _allow(_FLASH, enabled)


def flash_sdp_enabled():
    """Whether attention in one operation is allowed."""
    return _is_allowed(_FLASH)


def enable_math_sdp(enabled):
    """Allows attention by single operators, or not."""
    _allow(_MATH, enabled)


def math_sdp_enabled():
    """Whether attention by single operators is allowed."""
    return _is_allowed(_MATH)


def enable_mem_efficient_sdp(enabled):
    """Allows a way for GPUs, or not."""
    _allow(_MEMORY_EFFICIENT, enabled)


def mem_efficient_sdp_enabled():
    """Whether a way for GPUs is allowed."""
    return _is_allowed(_MEMORY_EFFICIENT)


def enable_cudnn_sdp(enabled):
    """Allows a way for GPUs, or not."""
    _allow(_CUDNN, enabled)


def cudnn_sdp_enabled():
    """Whether a way for GPUs is allowed."""
    return _is_allowed(_CUDNN)


@contextlib.contextmanager
def _only(ways):
    """Allows these ways alone for the length of a block."""
    before = torch._C._attention_backends()
    torch._C._set_attention_backends(ways)
    try:
        yield {}
    finally:
        torch._C._set_attention_backends(before)


def sdp_kernel(enable_flash=True, enable_math=True, enable_mem_efficient=True, enable_cudnn=True):
    """The older name of `torch.nn.attention.sdpa_kernel`."""
    warnings.warn(
        "`torch.backends.cuda.sdp_kernel()` is deprecated. In the future, this context manager will be removed. Please"
        " see `torch.nn.attention.sdpa_kernel()` for the new context manager, with updated signature.",
        FutureWarning, stacklevel=2)
    flags = ((enable_math, _MATH), (enable_flash, _FLASH), (enable_mem_efficient, _MEMORY_EFFICIENT),
             (enable_cudnn, _CUDNN))
    return _only(sum(way for enabled, way in flags if enabled))
