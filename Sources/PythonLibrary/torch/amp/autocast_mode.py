"""Blocks and functions in which operators cast their arguments by themselves."""

import functools
import warnings

import torch

_SMALLER_TYPES = [torch.bfloat16, torch.float16]


def _check_device_type(device_type):
    if not isinstance(device_type, str):
        raise ValueError(f"Expected `device_type` of type `str`, got: `{type(device_type)}`")


def is_autocast_available(device_type):
    """Whether operators could cast on a device."""
    return torch._C._is_autocast_available(device_type)


class autocast:
    """A block in which operators compute in a smaller type where that does as well; a decorator too.

    For a device that is not there it changes nothing.
    """

    def __init__(self, device_type, dtype=None, enabled=True, cache_enabled=None):
        _check_device_type(device_type)
        usual = torch.get_autocast_dtype(device_type)
        self.fast_dtype = usual if dtype is None else dtype
        self.device = device_type
        self._cache_enabled = torch.is_autocast_cache_enabled() if cache_enabled is None else cache_enabled
        if enabled and device_type == "cuda":
            warnings.warn("CUDA is not available or torch_xla is imported. Disabling autocast.", stacklevel=2)
            enabled = False
        if enabled and device_type == "cpu" and self.fast_dtype not in _SMALLER_TYPES:
            names = ", ".join(str(known) for known in _SMALLER_TYPES)
            warnings.warn("In CPU autocast, but the target dtype is not supported. Disabling autocast.\n"
                          f"CPU Autocast only supports dtypes of {names} currently.", stacklevel=2)
            enabled = False
        self._enabled = enabled

    def __enter__(self):
        kind = self.device
        self._before = (torch.is_autocast_enabled(kind), torch.get_autocast_dtype(kind),
                        torch.is_autocast_cache_enabled())
        torch.set_autocast_enabled(kind, self._enabled)
        if isinstance(self.fast_dtype, torch.dtype):
            torch.set_autocast_dtype(kind, self.fast_dtype)
        torch.set_autocast_cache_enabled(self._cache_enabled)
        torch.autocast_increment_nesting()
        return self

    def __exit__(self, *exception):
        if torch.autocast_decrement_nesting() == 0:
            torch.clear_autocast_cache()
        enabled, dtype, keeps = self._before
        torch.set_autocast_enabled(self.device, enabled)
        torch.set_autocast_dtype(self.device, dtype)
        torch.set_autocast_cache_enabled(keeps)
        return False

    def __call__(self, func):
        @functools.wraps(func)
        def decorated(*args, **kwargs):
            with self:
                return func(*args, **kwargs)

        return decorated


def _cast(value, device_type, dtype):
    """What a custom function gets: tensors of the device in a given type, inside containers too."""
    if isinstance(value, torch.Tensor):
        casts = value.is_floating_point() and value.device.type == device_type and value.dtype is not torch.float64
        return value.to(dtype) if casts else value
    if isinstance(value, dict):
        return {_cast(key, device_type, dtype): _cast(part, device_type, dtype) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)([_cast(part, device_type, dtype) for part in value])
    return value


def custom_fwd(fwd=None, *, device_type, cast_inputs=None):
    """The `forward` of a custom function, on arguments of a given type; it remembers how operators cast."""
    _check_device_type(device_type)
    if fwd is None:
        return functools.partial(custom_fwd, device_type=device_type, cast_inputs=cast_inputs)

    @functools.wraps(fwd)
    def decorated(*args, **kwargs):
        context = args[0]
        context._dtype = torch.get_autocast_dtype(device_type)
        casts = torch.is_autocast_enabled(device_type)
        context._fwd_used_autocast = casts and cast_inputs is None
        if not casts or cast_inputs is None:
            return fwd(*args, **kwargs)
        with autocast(device_type=device_type, enabled=False):
            return fwd(*_cast(args, device_type, cast_inputs), **_cast(kwargs, device_type, cast_inputs))

    return decorated


def custom_bwd(bwd=None, *, device_type):
    """The `backward` that belongs to it: operators cast as they did in `forward`."""
    _check_device_type(device_type)
    if bwd is None:
        return functools.partial(custom_bwd, device_type=device_type)

    @functools.wraps(bwd)
    def decorated(*args, **kwargs):
        context = args[0]
        with autocast(device_type=device_type, enabled=context._fwd_used_autocast, dtype=context._dtype):
            return bwd(*args, **kwargs)

    return decorated
