"""Layers that learn their sizes from the first input."""

import warnings

import torch
from torch.nn.modules.batchnorm import (BatchNorm1d, BatchNorm2d, BatchNorm3d, InstanceNorm1d, InstanceNorm2d,
                                        InstanceNorm3d)
from torch.nn.modules.conv import (Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d)
from torch.nn.modules.linear import Linear
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

    def has_uninitialized_params(self):
        """Whether some shape is not known yet."""
        for tensors in (self._parameters, self._buffers):
            for tensor in tensors.values():
                if isinstance(tensor, (UninitializedParameter, UninitializedBuffer)):
                    return True
        return False

    def reset_parameters(self):
        """Draw new values, once the shapes are known."""
        if not self.has_uninitialized_params() and self._is_sized():
            super().reset_parameters()

    def _lazy_tensors(self):
        held = list(self._parameters.items()) + list(self._buffers.items())
        return [(name, tensor) for name, tensor in held
                if isinstance(tensor, (UninitializedParameter, UninitializedBuffer))]

    def _save_to_state_dict(self, destination, prefix, keep_vars):
        super()._save_to_state_dict(destination, prefix, keep_vars)
        for name, tensor in self._lazy_tensors():
            if prefix + name in destination:
                destination[prefix + name] = tensor

    def _load_from_state_dict(self, state_dict, prefix, *rest):
        for name, tensor in self._lazy_tensors():
            given = state_dict.get(prefix + name)
            if isinstance(given, torch.Tensor) and not isinstance(given, (UninitializedParameter, UninitializedBuffer)):
                with torch.no_grad():
                    tensor.materialize(given.shape)
        super()._load_from_state_dict(state_dict, prefix, *rest)

    def _infer_parameters(self, args, kwargs=None):
        self.initialize_parameters(*args, **(kwargs or {}))
        self._initialize_hook.remove()
        delattr(self, "_initialize_hook")
        self.__class__ = self.cls_to_become


class LazyLinear(LazyModuleMixin, Linear):
    cls_to_become = Linear

    def __init__(self, out_features, bias=True, device=None, dtype=None):
        super().__init__(0, 0, False, device, dtype)
        self.out_features = out_features
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def _is_sized(self):
        return self.in_features != 0

    def initialize_parameters(self, input):
        """Take the sizes from the first input."""
        if self.has_uninitialized_params():
            with torch.no_grad():
                self.in_features = input.shape[-1]
                self.weight.materialize((self.out_features, self.in_features))
                if self.bias is not None:
                    self.bias.materialize((self.out_features,))
                self.reset_parameters()
        elif self.in_features == 0:
            # The weights came out of a state.
            self.in_features = input.shape[-1]


class _LazyConv(LazyModuleMixin):
    _dims = 0

    def __init__(self, out_channels, kernel_size, stride=1, padding=0, *args, bias=True, device=None, dtype=None,
                 **kwargs):
        super().__init__(0, 0, kernel_size, stride, padding, *args, bias=False, device=device, dtype=dtype, **kwargs)
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        self.out_channels = out_channels
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def _is_sized(self):
        return self.in_channels != 0

    def initialize_parameters(self, input, *args, **kwargs):
        """Take the sizes from the first input."""
        if not self.has_uninitialized_params():
            return
        with torch.no_grad():
            if input.dim() not in (self._dims + 1, self._dims + 2):
                raise RuntimeError(
                    f"Expected {self._dims + 1}D (unbatched) or {self._dims + 2}D (batched) input to "
                    f"{type(self).__name__}, but got input of size: {input.shape}")
            self.in_channels = input.shape[1] if input.dim() == self._dims + 2 else input.shape[0]
            if self.in_channels % self.groups != 0:
                raise ValueError("in_channels must be divisible by groups")
            if self.transposed:
                shape = (self.in_channels, self.out_channels // self.groups)
            else:
                shape = (self.out_channels, self.in_channels // self.groups)
            self.weight.materialize((*shape, *self.kernel_size))
            if self.bias is not None:
                self.bias.materialize((self.out_channels,))
            self.reset_parameters()


class LazyConv1d(_LazyConv, Conv1d):
    cls_to_become = Conv1d
    _dims = 1


class LazyConv2d(_LazyConv, Conv2d):
    cls_to_become = Conv2d
    _dims = 2


class LazyConv3d(_LazyConv, Conv3d):
    cls_to_become = Conv3d
    _dims = 3


class LazyConvTranspose1d(_LazyConv, ConvTranspose1d):
    cls_to_become = ConvTranspose1d
    _dims = 1


class LazyConvTranspose2d(_LazyConv, ConvTranspose2d):
    cls_to_become = ConvTranspose2d
    _dims = 2


class LazyConvTranspose3d(_LazyConv, ConvTranspose3d):
    cls_to_become = ConvTranspose3d
    _dims = 3


class _LazyBatchNorm(LazyModuleMixin):
    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        # Without parameters and statistics at first: their size is not known.
        super().__init__(0, eps, momentum, False, False, device=device, dtype=dtype)
        self.affine = affine
        self.track_running_stats = track_running_stats
        if affine:
            self.weight = UninitializedParameter(device=device, dtype=dtype)
            self.bias = UninitializedParameter(device=device, dtype=dtype)
        if track_running_stats:
            self.running_mean = UninitializedBuffer(device=device, dtype=dtype)
            self.running_var = UninitializedBuffer(device=device, dtype=dtype)
            self.num_batches_tracked = torch.tensor(0, dtype=torch.long, device=device)

    def _is_sized(self):
        return self.num_features != 0

    def _features(self, input):
        return input.shape[1]

    def initialize_parameters(self, input):
        """Take the sizes from the first input."""
        if not self.has_uninitialized_params():
            return
        self.num_features = self._features(input)
        if self.affine:
            self.weight.materialize((self.num_features,))
            self.bias.materialize((self.num_features,))
        if self.track_running_stats:
            self.running_mean.materialize((self.num_features,))
            self.running_var.materialize((self.num_features,))
        self.reset_parameters()


class LazyBatchNorm1d(_LazyBatchNorm, BatchNorm1d):
    cls_to_become = BatchNorm1d


class LazyBatchNorm2d(_LazyBatchNorm, BatchNorm2d):
    cls_to_become = BatchNorm2d


class LazyBatchNorm3d(_LazyBatchNorm, BatchNorm3d):
    cls_to_become = BatchNorm3d


class _LazyInstanceNorm(_LazyBatchNorm):
    def __init__(self, eps=1e-5, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None):
        super().__init__(eps, momentum, affine, track_running_stats, device, dtype)

    def _features(self, input):
        # A sample without a batch begins with its channels.
        return input.shape[input.dim() - self._batched_dim + 1]


class LazyInstanceNorm1d(_LazyInstanceNorm, InstanceNorm1d):
    cls_to_become = InstanceNorm1d


class LazyInstanceNorm2d(_LazyInstanceNorm, InstanceNorm2d):
    cls_to_become = InstanceNorm2d


class LazyInstanceNorm3d(_LazyInstanceNorm, InstanceNorm3d):
    cls_to_become = InstanceNorm3d
