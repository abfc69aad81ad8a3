"""The processor as a device."""

from torch.cpu import amp


def is_available():
    return True


def is_initialized():
    return True


def device_count():
    return 1


def current_device():
    return "cpu"


def synchronize(device=None):
    """All is done when a function returns."""


def set_device(device):
    """There is one processor only."""
