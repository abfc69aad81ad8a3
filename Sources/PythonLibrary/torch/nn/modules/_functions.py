"""Functions with a derivative of their own."""

import torch
from torch.nn import functional as F


class CrossMapLRN2d(torch.autograd.Function):
    """Divides by a norm over neighbouring channels, with the sums that PyTorch takes.

    They slide along the channels: the first channel never leaves the sums of the result, and those of the derivative
    begin `size - (size - 1) // 2` channels before their own.
    """

    @staticmethod
    def forward(ctx, input, size, alpha, beta, k):
        reach = (size - 1) // 2
        squares = F.pad(input * input, (0, 0, 0, 0, reach, reach))
        total = sum(squares.narrow(1, shift, input.size(1)) for shift in range(2 * reach + 1))
        stays = (torch.arange(input.size(1)) > reach).to(input.dtype).view(1, -1, 1, 1)
        scale = (total + stays * (input * input).narrow(1, 0, 1)) * (alpha / size) + k
        output = input * scale ** -beta
        ctx.size, ctx.alpha, ctx.beta = size, alpha, beta
        ctx.save_for_backward(input, output, scale)
        return output

    @staticmethod
    def backward(ctx, grad_output):
        input, output, scale = ctx.saved_tensors
        before = ctx.size - (ctx.size - 1) // 2
        ratio = F.pad(grad_output * output / scale, (0, 0, 0, 0, before, ctx.size - 1))
        total = sum(ratio.narrow(1, shift, input.size(1)) for shift in range(ctx.size))
        gradient = grad_output * scale ** -ctx.beta - input * total * (2 * ctx.alpha * ctx.beta / ctx.size)
        return gradient, None, None, None, None
