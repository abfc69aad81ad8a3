"""What `torch.load` accepts unless it is told to trust a file, and the list of other types that it may meet."""

from collections import Counter, OrderedDict
import contextlib
import enum
from pickle import UnpicklingError

import torch
from torch import load, save

__all__ = ["load", "save", "LoadEndianness", "add_safe_globals", "clear_safe_globals", "get_crc32_options",
           "get_default_load_endianness", "get_default_mmap_options", "get_safe_globals",
           "get_unsafe_globals_in_checkpoint", "safe_globals", "set_crc32_options", "set_default_load_endianness"]

_PLAIN = (type(None), bool, int, float, complex, str, bytes, bytearray, torch.Size, torch.dtype, torch.device)
_known = []


def add_safe_globals(safe_globals):
    """Let `torch.load` take these classes and functions."""
    _known.extend(value for value in safe_globals if value not in _known)


def clear_safe_globals():
    """Let `torch.load` take only what it always does."""
    _known.clear()


def get_safe_globals():
    """The classes and functions that were allowed."""
    return list(_known)


@contextlib.contextmanager
def safe_globals(safe_globals):
    """Allow classes and functions inside a block."""
    before = list(_known)
    add_safe_globals(safe_globals)
    try:
        yield
    finally:
        _known[:] = before


def _refuse(value):
    kind = _kind(value)
    place = kind.__module__
    name = getattr(kind, "__qualname__", kind.__name__)
    if place != "builtins":
        name = f"{place}.{name}"
    if place == "numpy":
        name = "numpy._core.multiarray." + ("_reconstruct" if type(value).__name__ == "ndarray" else "scalar")
    raise UnpicklingError(
        "Weights only load failed. This file can still be loaded, to do so you have two options, \x1b[1mdo those steps "
        "only if you trust the source of the checkpoint\x1b[0m. \n\t(1) In PyTorch 2.6, we changed the default value of "
        "the `weights_only` argument in `torch.load` from `False` to `True`. Re-running `torch.load` with "
        "`weights_only` set to `False` will likely succeed, but it can result in arbitrary code execution. Do it only "
        "if you got the file from a trusted source.\n\t(2) Alternatively, to load with `weights_only=True` please check "
        "the recommended steps in the following error message.\n\tWeightsUnpickler error: Unsupported global: GLOBAL "
        f"{name} was not an allowed global by default. Please use `torch.serialization.add_safe_globals([{name}])` or "
        f"the `torch.serialization.safe_globals([{name}])` context manager to allowlist this global if you trust this "
        "class/function.\n\nCheck the documentation of torch.load to learn more about types accepted by default with "
        "weights_only https://pytorch.org/docs/stable/generated/torch.load.html.")


def _kind(value):
    """The class or function that a value is, or the class that it is of."""
    return value if isinstance(value, type) or hasattr(value, "__qualname__") else type(value)


def _asking(value):
    """What is neither a tensor nor plain, in the order in which a file holds it."""
    kind = type(value)
    if kind in _PLAIN or isinstance(value, torch.Tensor):
        return
    if kind in (dict, OrderedDict, Counter):
        for key, inner in value.items():
            yield from _asking(key)
            yield from _asking(inner)
    elif kind in (list, tuple, set):
        for inner in value:
            yield from _asking(inner)
    else:
        yield value
        if _kind(value) is not value:
            for inner in getattr(value, "__dict__", {}).values():
                yield from _asking(inner)


def _check(value):
    """Raises at the first value whose type is not allowed."""
    for inner in _asking(value):
        if _kind(inner) not in _known:
            _refuse(inner)


def get_unsafe_globals_in_checkpoint(f):
    """The names of the types in a file that `torch.load` takes only when it is told to."""
    found = []
    for value in _asking(load(f, weights_only=False)):
        kind = _kind(value)
        name = f"{kind.__module__}.{getattr(kind, '__qualname__', kind.__name__)}"
        if kind not in _known and name not in found:
            found.append(name)
    return found


class LoadEndianness(enum.Enum):
    NATIVE = 1
    LITTLE = 2
    BIG = 3


_settings = {"endianness": None, "crc32": True, "mmap": 2}


def get_default_load_endianness():
    """The order of bytes in files that do not say it."""
    return _settings["endianness"]


def set_default_load_endianness(endianness):
    """Choose the order of bytes in files that do not say it."""
    if not isinstance(endianness, LoadEndianness) and endianness is not None:
        raise TypeError("Invalid argument type in function set_default_load_endianness")
    _settings["endianness"] = endianness


def get_crc32_options():
    """Whether sums of the bytes are written."""
    return _settings["crc32"]


def set_crc32_options(compute_crc32):
    """Choose whether sums of the bytes are written."""
    _settings["crc32"] = compute_crc32


def get_default_mmap_options():
    """How files are mapped into memory: 2 is privately."""
    return _settings["mmap"]
