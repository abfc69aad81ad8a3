"""Choosing how attention is computed."""

import contextlib
import enum

from torch.backends.cuda import _only

__all__ = ["SDPBackend", "sdpa_kernel"]


class SDPBackend(enum.Enum):
    """The ways to compute attention."""

    ERROR = -1
    MATH = 0
    FLASH_ATTENTION = 1
    EFFICIENT_ATTENTION = 2
    CUDNN_ATTENTION = 3
    OVERRIDEABLE = 4

    def __int__(self):
        return self.value

    def __index__(self):
        return self.value


@contextlib.contextmanager
def sdpa_kernel(backends, set_priority=False):
    """A block in which attention is computed in the given ways only."""
    if not isinstance(backends, (list, SDPBackend)):
        raise AssertionError(
            "Backend must be an instance of SDPBackend or a list of SDPBackend instances, got "
            f"{type(backends).__name__}")
    wanted = backends if isinstance(backends, list) else [backends]
    ways = {SDPBackend.MATH: 1, SDPBackend.FLASH_ATTENTION: 2, SDPBackend.EFFICIENT_ATTENTION: 4,
            SDPBackend.CUDNN_ATTENTION: 8}
    with _only(sum(way for backend, way in ways.items() if backend in wanted)):
        yield {}
