"""The parts of torchvision that need neither pictures nor downloads."""
from torchvision import datasets, transforms

__version__ = "0.28.0"


def __getattr__(name):
    raise AttributeError(f"module 'torchvision' has no attribute '{name}', or nbrun does not support it")
