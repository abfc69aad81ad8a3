"""What takes the place of PyTorch's functions: the `__torch_function__` of classes, and modes."""

import functools

import torch
from torch import _C

__all__ = ["BaseTorchFunctionMode", "TorchFunctionMode", "get_default_nowrap_functions", "handle_torch_function",
           "has_torch_function", "has_torch_function_unary", "has_torch_function_variadic", "is_tensor_like",
           "is_tensor_method_or_property", "resolve_name", "wrap_torch_function"]


def __getattr__(name):
    raise _C._missing("torch.overrides", name, __all__)


def has_torch_function(args):
    """Whether a mode, or the class of one of the arguments, may take the place of a function."""
    return _C._function_mode() is not None or bool(_C._overriding(tuple(args)))


def has_torch_function_unary(value):
    """The same for one argument."""
    return has_torch_function((value,))


def has_torch_function_variadic(*args):
    """The same for arguments one by one."""
    return has_torch_function(args)


def handle_torch_function(public_api, relevant_args, *args, **kwargs):
    """What takes a function's place gives for a call with these arguments."""
    mode = _C._function_mode()
    candidates = _candidates(relevant_args)
    types = tuple(map(type, candidates))
    if mode is not None:
        result = _without_mode(mode.__torch_function__, public_api, types, args, kwargs)
        if result is not NotImplemented:
            return result
    for candidate in candidates:
        function = candidate.__torch_function__
        if function is _C._disabled_torch_function_impl:
            continue
        result = function(public_api, types, args, kwargs)
        if result is not NotImplemented:
            return result
    message = (f"no implementation found for '{public_api.__module__}.{public_api.__name__}' on types that implement "
               f"__torch_function__: {[type(each) for each in candidates]}")
    if mode is not None:
        message += f" nor was it found on the currently active mode {mode}"
    raise TypeError(message)


def _candidates(values):
    """One value of each class that is asked, subclasses first; plain tensors stand among them."""
    found = _C._overriding(tuple(values))
    if found:
        for value in values:
            if type(value) is torch.Tensor and torch.Tensor not in map(type, found):
                found.append(value)
    return found


def _without_mode(function, *args):
    mode = _C._pop_function_mode()
    try:
        return function(*args)
    finally:
        _C._push_function_mode(mode)


def wrap_torch_function(dispatcher):
    """A decorator: the function asks those that take its place, among what the dispatcher picks of its arguments."""
    def decorated(function):
        @functools.wraps(function)
        def wrapped(*args, **kwargs):
            relevant = dispatcher(*args, **kwargs)
            if has_torch_function(relevant):
                return handle_torch_function(wrapped, relevant, *args, **kwargs)
            return function(*args, **kwargs)
        return wrapped
    return decorated


def is_tensor_like(value):
    """Whether a value is a tensor or takes part in the functions of tensors."""
    return type(value) is torch.Tensor or hasattr(value, "__torch_function__")


def is_tensor_method_or_property(function):
    """Whether a function is a method of tensors or what reads or writes one of their attributes."""
    if getattr(function, "__name__", None) in ("__get__", "__set__"):
        return True
    return getattr(torch.Tensor, getattr(function, "__name__", ""), None) is function


def resolve_name(function):
    """The full name of a function of PyTorch; None for any other value."""
    getter = _C._getter_name(function)
    if getter is not None:
        return f"torch.Tensor.{getter}.__get__"
    name = getattr(function, "__name__", None)
    if not isinstance(name, str):
        return None
    if getattr(torch.Tensor, name, None) is function:
        return f"torch.Tensor.{name}"
    places = {"torch.linalg": "linalg_", "torch.special": "special_", "torch.fft": "fft_", "torch.nn.functional": "",
              "torch": ""}
    for place, prefix in places.items():
        if name.startswith(prefix) and _is_member(place, name[len(prefix):], function):
            return f"{place}.{name[len(prefix):]}"
    module = getattr(function, "__module__", None)
    if isinstance(module, str) and module.startswith("torch."):
        return f"{module}.{name}"
    return None


def _is_member(module, name, function):
    try:
        return getattr(_C._import(module), name) is function
    except (AttributeError, NotImplementedError):
        return False


def get_default_nowrap_functions():
    """The functions whose results stay what they are."""
    return {torch.Tensor.grad.__get__}


class TorchFunctionMode:
    """A mode: inside its block it is asked before each function of PyTorch."""

    def __init__(self):
        pass

    def __torch_function__(self, func, types, args=(), kwargs=None):
        raise NotImplementedError

    def __enter__(self):
        _C._push_function_mode(self)
        return self

    def __exit__(self, *exception):
        _C._pop_function_mode()


class BaseTorchFunctionMode(TorchFunctionMode):
    """A mode that changes nothing."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        return func(*args, **(kwargs or {}))


class _Disabled:
    def __enter__(self):
        _C._disable_overrides(self._all, True)

    def __exit__(self, *exception):
        _C._disable_overrides(self._all, False)


class DisableTorchFunctionSubclass(_Disabled):
    """Inside its block classes take no function's place."""

    _all = False


class DisableTorchFunction(_Disabled):
    """Inside its block nothing takes a function's place."""

    _all = True


def _watch_functional():
    """Lets those that take functions' places see the functions that are written in Python."""
    module = _C._import("torch.nn.functional")
    for name in dir(module):
        function = None if name.startswith("_") else getattr(module, name, None)
        if type(function) is type(_watched) and function.__module__ == "torch.nn.functional":
            setattr(module, name, _watched(function))


def _watched(function):
    code = function.__code__
    names = code.co_varnames[:code.co_argcount]
    required = len(names) - len(function.__defaults__ or ())
    defaults = dict(zip(names[required:], function.__defaults__ or ()), **(function.__kwdefaults__ or {}))

    @functools.wraps(function)
    def watched(*args, **kwargs):
        values = args + tuple(kwargs.values())
        if not has_torch_function(values):
            return function(*args, **kwargs)
        # What has a default is passed by name, whether it was given or not.
        given = dict(defaults, **dict(zip(names[required:], args[required:])), **kwargs)
        first = args[:required] + tuple(given.pop(name) for name in names[len(args):required] if name in given)
        return handle_torch_function(watched, values, *first, **given)

    return watched
