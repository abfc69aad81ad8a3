"""What compiled code asks about itself: nothing is compiled here, so that functions run as they are."""

import torch

__all__ = ["allow_in_graph", "assume_constant_result", "compile", "cudagraph_mark_step_begin", "disable",
           "get_default_backend", "is_compiling", "is_dynamo_compiling", "is_exporting", "list_backends", "reset",
           "set_default_backend", "set_enable_guard_collectives", "set_stance"]

_default_backend = "inductor"


def __getattr__(name):
    raise torch._C._missing("torch.compiler", name, __all__)


def compile(*args, **kwargs):
    """`torch.compile`"""
    return torch.compile(*args, **kwargs)


def reset():
    """Forgets what was compiled, which is nothing."""


def is_compiling():
    """Whether a function is being compiled."""
    return False


def is_dynamo_compiling():
    """Whether a function is being traced."""
    return False


def is_exporting():
    """Whether a model is being exported."""
    return False


def allow_in_graph(fn):
    """The function itself, or a list of functions."""
    functions = fn if isinstance(fn, (list, tuple)) else [fn]
    for function in functions:
        if not callable(function):
            raise AssertionError("allow_in_graph expects a callable")
    return [allow_in_graph(function) for function in fn] if isinstance(fn, (list, tuple)) else fn


def assume_constant_result(fn):
    """The function itself."""
    return fn


def disable(fn=None, recursive=True, *, reason=None):
    """The function itself, also as a decorator with arguments."""
    return (lambda function: function) if fn is None else fn


def cudagraph_mark_step_begin():
    """Marks the next step of a graph on a GPU, of which there is none."""


def list_backends(exclude_tags=("debug", "experimental")):
    """The names that `torch.compile` takes as `backend`."""
    return ["cudagraphs", "inductor", "openxla", "tvm"]


def set_default_backend(backend):
    """Chooses the backend of `torch.compile`; None is the usual one."""
    global _default_backend
    _default_backend = "inductor" if backend is None else backend


def get_default_backend():
    """The backend of `torch.compile`."""
    return _default_backend


def set_enable_guard_collectives(enabled):
    """Whether processes agree on what they compile; there is one process."""
    return False


class set_stance:
    """How functions are compiled from here on, or inside a block."""

    def __init__(self, stance="default", *, skip_guard_eval_unsafe=False, force_backend=None):
        self.stance = stance

    def __call__(self, function):
        return function

    def __enter__(self):
        return None

    def __exit__(self, *error):
        return None
