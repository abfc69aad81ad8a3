"""Hooks of all modules at once. While there are any, calls of modules take another way, which costs nothing otherwise."""

from collections import OrderedDict

import torch
from torch.nn.modules.module import _REGISTRATION_HOOKS, Module
from torch.utils.hooks import RemovableHandle

_pre_hooks = OrderedDict()
_hooks = OrderedDict()
_backward_hooks = OrderedDict()
_backward_pre_hooks = OrderedDict()
_with_keywords = OrderedDict()
_usual_call = Module.__call__


def _call(module, *args, **kwargs):
    """A call of a module between the hooks of all; those of its own are called inside."""
    if not (_pre_hooks or _hooks or _backward_hooks or _backward_pre_hooks):
        # All were removed.
        Module.__call__ = _usual_call
        return _usual_call(module, *args, **kwargs)
    for hook in list(_pre_hooks.values()):
        changed = hook(module, args)
        if changed is not None:
            args = changed if isinstance(changed, tuple) else (changed,)
    watched = None
    if _backward_hooks or _backward_pre_hooks:
        kind = torch._C._import("torch.nn.modules._backward_hooks").ModuleHooks
        watched = kind(module, list(_backward_hooks.values()), list(_backward_pre_hooks.values()))
        args = watched.inputs(args)
    result = _usual_call(module, *args, **kwargs)
    for key, hook in list(_hooks.items()):
        changed = hook(module, args, kwargs, result) if key in _with_keywords else hook(module, args, result)
        if changed is not None:
            result = changed
    return watched.outputs(result) if watched else result


def _register(table, hook, *also):
    handle = RemovableHandle(table, extra_dict=list(also))
    table[handle.id] = hook
    for extra in also:
        extra[handle.id] = True
    Module.__call__ = _call
    return handle


def register_module_forward_pre_hook(hook):
    return _register(_pre_hooks, hook)


def register_module_forward_hook(hook, *, with_kwargs=False, always_call=False):
    return _register(_hooks, hook, *([_with_keywords] if with_kwargs else []))


def register_module_full_backward_hook(hook):
    return _register(_backward_hooks, hook)


def register_module_full_backward_pre_hook(hook):
    return _register(_backward_pre_hooks, hook)


def register_module_backward_hook(hook):
    return _register(_backward_hooks, hook)


def _register_registration(kind, hook):
    table = _REGISTRATION_HOOKS[kind]
    handle = RemovableHandle(table)
    table[handle.id] = hook
    return handle


def register_module_parameter_registration_hook(hook):
    return _register_registration("parameter", hook)


def register_module_buffer_registration_hook(hook):
    return _register_registration("buffer", hook)


def register_module_module_registration_hook(hook):
    return _register_registration("module", hook)
