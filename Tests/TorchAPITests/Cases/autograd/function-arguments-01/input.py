# Arguments of a custom function that are no tensors have no edge, and take no gradient.
import torch


def attempt(call):
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def returning(gradients):
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, n):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return gradients(grad)

    return Twice


x = torch.ones(2, requires_grad=True)
given = [lambda g: (g, g), lambda g: (g, None), lambda g: g, lambda g: (g, None, None), lambda g: (g, None, g),
         lambda g: (None, g), lambda g: None, lambda g: (g, 3), lambda g: [g, None], lambda g: ()]
for number, gradients in enumerate(given):
    Twice = returning(gradients)
    print(number, attempt(lambda: Twice.apply(x, 2).sum().backward()))
    print(number, attempt(lambda: Twice.apply(x, torch.ones(2)).sum().backward()))
    print(number, attempt(lambda: Twice.apply(x, torch.ones(2, requires_grad=True)).sum().backward()))
    print(number, attempt(lambda: Twice.apply(x, "a").sum().backward()))
print(x.grad)

Twice = returning(lambda g: (g, None))
for other in (3, None, "a", [x], torch.ones(2), x):
    edges = Twice.apply(x, other).grad_fn.next_functions
    print([(type(node).__name__, index) for node, index in edges])

# A tensor that needs a gradient gives its array where nothing is recorded.
with torch.no_grad():
    print(x.numpy(), x.tolist())
print(attempt(lambda: x.numpy()))
