import torch

class Scale(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, k):
        ctx.k = k
        return x * k
    @staticmethod
    def backward(ctx, grad):
        print(ctx.needs_input_grad)
        return grad * ctx.k, None
x = torch.ones(2, requires_grad=True)
Scale.apply(x, 3).sum().backward()
x.grad
