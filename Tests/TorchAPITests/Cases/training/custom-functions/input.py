import torch
from torch.autograd import Function, gradcheck

class ClampedExp(Function):
    @staticmethod
    def forward(ctx, x, top):
        result = x.clamp(max=top).exp()
        ctx.save_for_backward(result, x)
        ctx.top = top
        return result

    @staticmethod
    def backward(ctx, grad):
        result, x = ctx.saved_tensors
        return grad * result * (x < ctx.top), None

x = torch.tensor([0.0, 1.0, 5.0], requires_grad=True)
y = ClampedExp.apply(x, 2.0)
print(y)
y.sum().backward()
print(x.grad)
print(gradcheck(lambda t: ClampedExp.apply(t, 2.0), (torch.randn(4, dtype=torch.double, requires_grad=True),)))

class StraightThrough(Function):
    """Rounds, and lets the gradient pass."""

    @staticmethod
    def forward(ctx, x):
        return x.round()

    @staticmethod
    def backward(ctx, grad):
        return grad

w = torch.tensor([0.3, 1.7], requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.2)
for step in range(5):
    optimizer.zero_grad()
    loss = (StraightThrough.apply(w) - torch.tensor([2.0, -1.0])).square().sum()
    loss.backward()
    optimizer.step()
    print(step, loss.item(), w.tolist())

class Reversed(Function):
    @staticmethod
    def forward(ctx, x, strength):
        ctx.strength = strength
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad):
        return -ctx.strength * grad, None

a = torch.ones(2, requires_grad=True)
Reversed.apply(a * 3, 0.5).sum().backward()
print(a.grad)

class Pair(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_non_differentiable(index := x.argmax())
        ctx.save_for_backward(index)
        ctx.shape = x.shape
        return x.max(), index

    @staticmethod
    def backward(ctx, grad, _):
        index, = ctx.saved_tensors
        result = torch.zeros(ctx.shape)
        result[index] = grad
        return result

value, index = Pair.apply(t := torch.tensor([1.0, 4.0, 2.0], requires_grad=True))
print(value, index, index.requires_grad)
(value * 2).backward()
print(t.grad)

class Cube(Function):
    @staticmethod
    def forward(x):
        return x ** 3

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, grad):
        x, = ctx.saved_tensors
        return 3 * x * x * grad

z = torch.tensor(2.0, requires_grad=True)
first, = torch.autograd.grad(Cube.apply(z), z, create_graph=True)
second, = torch.autograd.grad(first, z)
print(first, second)
