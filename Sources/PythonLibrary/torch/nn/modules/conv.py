"""Convolutions and transposed convolutions."""

import math

import torch
from torch.nn import functional as F, init
from torch.nn.modules.module import Module
from torch.nn.modules.utils import repeated
from torch.nn.parameter import Parameter


class _ConvNd(Module):
    def __init__(self, in_channels, out_channels, kernel_size, stride, padding, dilation, transposed, output_padding,
                 groups, bias, padding_mode, device=None, dtype=None):
        super().__init__()
        if groups <= 0:
            raise ValueError("groups must be a positive integer")
        if in_channels % groups != 0:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups != 0:
            raise ValueError("out_channels must be divisible by groups")
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(
                    f"Invalid padding string {padding!r}, should be one of {{'same', 'valid'}}")
            if padding == "same" and any(s != 1 for s in stride):
                raise ValueError("padding='same' is not supported for strided convolutions")
        modes = {"zeros", "reflect", "replicate", "circular"}
        if padding_mode not in modes:
            raise ValueError(f"padding_mode must be one of {modes}, but got padding_mode='{padding_mode}'")
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.transposed = transposed
        self.output_padding = output_padding
        self.groups = groups
        self.padding_mode = padding_mode
        if isinstance(padding, str):
            each = [(0, 0)] * len(kernel_size)
            if padding == "same":
                totals = [d * (k - 1) for d, k in zip(dilation, kernel_size)]
                each = [(total // 2, total - total // 2) for total in totals]
        else:
            each = [(p, p) for p in padding]
        self._reversed_padding_repeated_twice = [p for pair in reversed(each) for p in pair]
        shape = (in_channels, out_channels // groups) if transposed else (out_channels, in_channels // groups)
        self.weight = Parameter(torch.empty((*shape, *kernel_size), device=device, dtype=dtype))
        if bias:
            self.bias = Parameter(torch.empty(out_channels, device=device, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self):
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            if fan_in != 0:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)

    def extra_repr(self):
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        zeros = (0,) * len(self.kernel_size)
        if isinstance(self.padding, str) or tuple(self.padding) != zeros:
            text += f", padding={self.padding}"
        if tuple(self.dilation) != (1,) * len(self.kernel_size):
            text += f", dilation={self.dilation}"
        if tuple(self.output_padding) != zeros:
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        if self.padding_mode != "zeros":
            text += f", padding_mode={self.padding_mode}"
        return text

    def _forward(self, convolve, input):
        if self.padding_mode != "zeros":
            input = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode)
            padding = (0,) * len(self.kernel_size)
        else:
            padding = self.padding
        return convolve(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)


def _padding(padding, count):
    return padding if isinstance(padding, str) else repeated(padding, count)


class Conv1d(_ConvNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                 padding_mode="zeros", device=None, dtype=None):
        super().__init__(in_channels, out_channels, repeated(kernel_size, 1), repeated(stride, 1),
                         _padding(padding, 1), repeated(dilation, 1), False, (0,), groups, bias, padding_mode,
                         device, dtype)

    def forward(self, input):
        return self._forward(F.conv1d, input)


class Conv2d(_ConvNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                 padding_mode="zeros", device=None, dtype=None):
        super().__init__(in_channels, out_channels, repeated(kernel_size, 2), repeated(stride, 2),
                         _padding(padding, 2), repeated(dilation, 2), False, (0, 0), groups, bias, padding_mode,
                         device, dtype)

    def forward(self, input):
        return self._forward(F.conv2d, input)


class Conv3d(_ConvNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, dilation=1, groups=1, bias=True,
                 padding_mode="zeros", device=None, dtype=None):
        super().__init__(in_channels, out_channels, repeated(kernel_size, 3), repeated(stride, 3),
                         _padding(padding, 3), repeated(dilation, 3), False, (0, 0, 0), groups, bias, padding_mode,
                         device, dtype)

    def forward(self, input):
        return self._forward(F.conv3d, input)


class _ConvTransposeNd(_ConvNd):
    def __init__(self, *sizes_and_options):
        *_, padding_mode, _, _ = sizes_and_options
        if padding_mode != "zeros":
            raise ValueError(f'Only "zeros" padding mode is supported for {type(self).__name__}')
        super().__init__(*sizes_and_options)

    def _output_padding(self, input, output_size):
        """The padding that gives the output the size asked for."""
        if output_size is None:
            return self.output_padding
        count = len(self.kernel_size)
        others = 2 if input.dim() == count + 2 else 1
        sizes = list(output_size)
        if len(sizes) == others + count:
            sizes = sizes[others:]
        if len(sizes) != count:
            raise ValueError(f"ConvTranspose{count}D: for {input.dim()}D input, output_size must have {count} or "
                             f"{others + count} elements (got {len(sizes)})")
        least = [(input.size(k - count) - 1) * self.stride[k] - 2 * self.padding[k]
                 + self.dilation[k] * (self.kernel_size[k] - 1) + 1 for k in range(count)]
        most = [size + stride - 1 for size, stride in zip(least, self.stride)]
        if any(not low <= size <= high for low, size, high in zip(least, sizes, most)):
            raise ValueError(f"requested an output size of {output_size}, but valid sizes range from {least} to {most} "
                             f"(for an input of {input.size()[2:]})")
        padding = [size - low for size, low in zip(sizes, least)]
        return tuple(padding)


class ConvTranspose1d(_ConvTransposeNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,
                 bias=True, dilation=1, padding_mode="zeros", device=None, dtype=None):
        super().__init__(in_channels, out_channels, repeated(kernel_size, 1), repeated(stride, 1),
                         repeated(padding, 1), repeated(dilation, 1), True, repeated(output_padding, 1), groups, bias,
                         padding_mode, device, dtype)

    def forward(self, input, output_size=None):
        return F.conv_transpose1d(input, self.weight, self.bias, self.stride, self.padding,
                                  self._output_padding(input, output_size), self.groups, self.dilation)


class ConvTranspose2d(_ConvTransposeNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,
                 bias=True, dilation=1, padding_mode="zeros", device=None, dtype=None):
        super().__init__(in_channels, out_channels, repeated(kernel_size, 2), repeated(stride, 2),
                         repeated(padding, 2), repeated(dilation, 2), True, repeated(output_padding, 2), groups, bias,
                         padding_mode, device, dtype)

    def forward(self, input, output_size=None):
        return F.conv_transpose2d(input, self.weight, self.bias, self.stride, self.padding,
                                  self._output_padding(input, output_size), self.groups, self.dilation)


class ConvTranspose3d(_ConvTransposeNd):
    def __init__(self, in_channels, out_channels, kernel_size, stride=1, padding=0, output_padding=0, groups=1,
                 bias=True, dilation=1, padding_mode="zeros", device=None, dtype=None):
        super().__init__(in_channels, out_channels, repeated(kernel_size, 3), repeated(stride, 3),
                         repeated(padding, 3), repeated(dilation, 3), True, repeated(output_padding, 3), groups, bias,
                         padding_mode, device, dtype)

    def forward(self, input, output_size=None):
        return F.conv_transpose3d(input, self.weight, self.bias, self.stride, self.padding,
                                  self._output_padding(input, output_size), self.groups, self.dilation)
