"""Modules that learn their sizes from the first input."""

import warnings

from torch.nn.parameter import UninitializedBuffer, UninitializedParameter


class LazyModuleMixin:
    """Before the first forward, initialises the parameters from the input and turns into the plain class."""

    cls_to_become = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._initialize_hook = self.register_forward_pre_hook(LazyModuleMixin._infer_parameters, with_kwargs=True)
        warnings.warn(
            "Lazy modules are a new feature under heavy development so changes to the API or functionality "
            "can happen at any moment.")

    def initialize_parameters(self, *args, **kwargs):
        """Every lazy class defines it."""
        raise NotImplementedError(f"initialize_parameters is not implemented for {self.__class__.__name__}")

    def has_uninitialized_params(self):
        """Whether some shape is not known yet."""
        for tensors in (self._parameters, self._buffers):
            for tensor in tensors.values():
                if isinstance(tensor, (UninitializedParameter, UninitializedBuffer)):
                    return True
        return False

    def _infer_parameters(self, args, kwargs=None):
        self.initialize_parameters(*args, **(kwargs or {}))
        if self.has_uninitialized_params():
            raise RuntimeError(f"module {self._get_name()} has not been fully initialized")
        self._initialize_hook.remove()
        delattr(self, "_initialize_hook")
        if self.cls_to_become is not None:
            self.__class__ = self.cls_to_become
