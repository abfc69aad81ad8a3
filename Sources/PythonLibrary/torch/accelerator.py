"""The accelerator of the machine, of which a build for the CPU has none."""

__all__ = ["current_accelerator", "device_count", "is_available"]

_needing_one = [
    "current_device_index", "current_device_idx", "current_stream", "empty_cache", "get_device_capability",
    "get_memory_info", "max_memory_allocated", "max_memory_reserved", "memory_allocated", "memory_reserved",
    "memory_stats", "reset_accumulated_memory_stats", "reset_peak_memory_stats", "set_device_index", "set_device_idx",
    "set_stream", "synchronize",
]
__all__ += _needing_one


def is_available():
    return False


def current_accelerator(check_available=False):
    return None


def device_count():
    return 0


def _refused(*args, **kwargs):
    raise RuntimeError("Cannot access accelerator device when none is available.")


globals().update(dict.fromkeys(_needing_one, _refused))
