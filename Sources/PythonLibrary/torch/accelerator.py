"""The accelerator of the machine, of which a build for the CPU has none."""

__all__ = [
    "current_accelerator", "current_device_idx", "current_device_index", "current_stream", "device_count", "empty_cache",
    "empty_host_cache", "get_device_capability", "get_memory_info", "is_available", "max_memory_allocated",
    "max_memory_reserved", "memory_allocated", "memory_reserved", "memory_stats", "reset_accumulated_memory_stats",
    "reset_peak_memory_stats", "set_device_idx", "set_device_index", "set_stream", "synchronize",
]


def is_available():
    return False


def current_accelerator(check_available=False):
    return None


def device_count():
    return 0


def _refuse(*args, **kwargs):
    """What needs a device."""
    raise RuntimeError("Cannot access accelerator device when none is available.")


current_device_idx = current_device_index = current_stream = empty_cache = empty_host_cache = _refuse
get_device_capability = get_memory_info = max_memory_allocated = max_memory_reserved = memory_allocated = _refuse
memory_reserved = memory_stats = reset_accumulated_memory_stats = reset_peak_memory_stats = set_device_idx = _refuse
set_device_index = set_stream = synchronize = _refuse
