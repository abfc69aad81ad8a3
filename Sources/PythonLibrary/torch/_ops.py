"""`torch.ops`: the operators that a document defines, by their namespaces."""

import torch

# All operators: by namespace, then by name.
_defined = {}


class OpOverload:
    """The only form of an operator: `torch.ops.mylib.twice.default`."""

    def __init__(self, op):
        self._op = op

    def __repr__(self):
        return f"{self._op._namespace}.{self._op._name}.default"

    @property
    def _schema(self):
        return self._op._read

    def name(self):
        """`mylib::twice`"""
        return self._op._qualname

    def __call__(self, *args, **kwargs):
        return self._op(*args, **kwargs)


class OpOverloadPacket(OpOverload):
    """An operator by its name: `torch.ops.mylib.twice`."""

    @property
    def default(self):
        """Its only form."""
        return self._op._opoverload

    def overloads(self):
        """The names of its forms."""
        return ["default"]

    def __repr__(self):
        return f"{self._op._namespace}.{self._op._name}"


class _OpNamespace:
    """The operators of a namespace: `torch.ops.mylib`."""

    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return f"<module 'torch.ops.{self._name}' from 'torch.ops'>"

    def __getattr__(self, name):
        op = find(self._name, name)
        if op is not None:
            return OpOverloadPacket(op)
        if self._name == "aten" and (hasattr(torch, name) or hasattr(torch.Tensor, name)):
            owner = "torch" if hasattr(torch, name) else "torch.Tensor"
            raise NotImplementedError(f"torch.ops.aten.{name} is not supported by nbrun; the nearest is {owner}.{name}")
        raise AttributeError(f"'_OpNamespace' '{self._name}' object has no attribute '{name}'")


class _Ops:
    """`torch.ops`"""

    def __repr__(self):
        return "<module 'torch.ops' from '_ops.py'>"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"'_Ops' object has no attribute '{name}'")
        space = _OpNamespace(name)
        setattr(self, name, space)
        return space


ops = _Ops()


def define(namespace, name, op):
    """Enters an operator, in the place of one of the same name."""
    _defined.setdefault(namespace, {})[name] = op
    return OpOverload(op)


def find(namespace, name):
    """The operator of a name; None if there is none."""
    return _defined.get(namespace, {}).get(name)
