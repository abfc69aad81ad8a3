"""Gradients of convolutions with respect to what they take."""

import torch
from torch.nn import functional as F

__all__ = ["conv1d_input", "conv1d_weight", "conv2d_input", "conv2d_weight", "conv3d_input", "conv3d_weight"]


def __getattr__(name):
    raise torch._C._missing("torch.nn.grad", name, __all__)


def _gradient(convolve, input, weight, grad_output, which, stride, padding, dilation, groups):
    with torch.enable_grad():
        operands = [input.detach(), weight.detach()]
        operands[which].requires_grad_()
        result = convolve(*operands, None, stride, padding, dilation, groups)
    return torch.autograd.grad(result, operands[which], grad_output)[0]


def _of_input(dimensions):
    convolve = getattr(F, f"conv{dimensions}d")

    def conv_input(input_size, weight, grad_output, stride=1, padding=0, dilation=1, groups=1):
        input = grad_output.new_zeros(1).expand(input_size)
        return _gradient(convolve, input, weight, grad_output, 0, stride, padding, dilation, groups)

    conv_input.__name__ = conv_input.__qualname__ = f"conv{dimensions}d_input"
    return conv_input


def _of_weight(dimensions):
    convolve = getattr(F, f"conv{dimensions}d")

    def conv_weight(input, weight_size, grad_output, stride=1, padding=0, dilation=1, groups=1):
        weight = grad_output.new_zeros(1).expand(weight_size)
        return _gradient(convolve, input, weight, grad_output, 1, stride, padding, dilation, groups)

    conv_weight.__name__ = conv_weight.__qualname__ = f"conv{dimensions}d_weight"
    return conv_weight


conv1d_input, conv2d_input, conv3d_input = (_of_input(dimensions) for dimensions in (1, 2, 3))
conv1d_weight, conv2d_weight, conv3d_weight = (_of_weight(dimensions) for dimensions in (1, 2, 3))
