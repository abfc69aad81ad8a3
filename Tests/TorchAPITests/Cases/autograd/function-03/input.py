import torch

class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, grad):
        return grad, grad
x = torch.ones(2, requires_grad=True)
Bad.apply(x).sum().backward()
class None1(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
None1.apply(x).sum().backward()
class Wrong(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2
    @staticmethod
    def backward(ctx, grad):
        return torch.ones(3)
Wrong.apply(x).sum().backward()
class Two(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b, a + b
    @staticmethod
    def backward(ctx, g1, g2):
        a, b = ctx.saved_tensors
        return g1 * b + g2, g1 * a + g2
a, b = torch.tensor(2., requires_grad=True), torch.tensor(3., requires_grad=True)
p, q = Two.apply(a, b)
p, q
(p + q).backward()
a.grad, b.grad
