"""Compiled functions compute what the Python functions compute; here they stay Python functions."""

import torch


def script(obj, optimize=None, _frames_up=0, _rcb=None, example_inputs=None):
    """The function or module itself."""
    torch._C._note("torch.jit.script compiles nothing here: the function runs as it is, with the same results")
    return obj


def trace(func, example_inputs=None, optimize=None, check_trace=True, **options):
    """The function or module itself."""
    torch._C._note("torch.jit.trace compiles nothing here: the function runs as it is, with the same results")
    return func


def ignore(drop=False, **options):
    """A decorator that changes nothing."""
    return drop if callable(drop) else lambda function: function


def unused(fn):
    """The function itself."""
    return fn


def export(fn):
    """The function itself."""
    return fn


def script_method(fn):
    """The method itself."""
    return fn


def is_scripting():
    """Whether compiled code is running."""
    return False


def is_tracing():
    """Whether a function is being traced."""
    return False
