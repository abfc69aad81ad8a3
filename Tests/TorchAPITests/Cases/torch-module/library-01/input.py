# Operators that a program defines.
from typing import List, Optional, Sequence, Tuple

import numpy as np
import torch


def attempt(call):
    try:
        return call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


@torch.library.custom_op("shop::sine", mutates_args=())
def sine(x: torch.Tensor) -> torch.Tensor:
    return torch.from_numpy(np.sin(x.numpy()))


x = torch.tensor([0.0, 0.5, 1.0])
print(sine, torch.ops.shop.sine, torch.ops.shop.sine.default)
print(sine(x), torch.ops.shop.sine(x))
y = x.clone().requires_grad_()
print(sine(y))
print(attempt(lambda: sine(y).sum().backward()))
sine.register_autograd(lambda ctx, grad: grad * ctx.saved_tensors[0].cos(),
                       setup_context=lambda ctx, inputs, output: ctx.save_for_backward(*inputs))
sine(y).sum().backward()
print(y.grad)
print(torch.autograd.gradcheck(sine, (torch.tensor([0.3, 0.7], dtype=torch.double, requires_grad=True),)))


@sine.register_fake
def _(x):
    return torch.empty_like(x)


print(torch.library.opcheck(sine, (x,)))


@torch.library.custom_op("shop::scaled_sum", mutates_args=())
def scaled_sum(a: torch.Tensor, b: torch.Tensor, factor: float = 2.0, *, offset: int = 0) -> torch.Tensor:
    return a + factor * b + offset


def keep(ctx, inputs, keyword_only_inputs, output):
    a, b, factor = inputs
    print("inputs", a, b, factor, keyword_only_inputs, ctx.needs_input_grad[:2])
    ctx.factor = factor


scaled_sum.register_autograd(lambda ctx, grad: (grad, grad * ctx.factor, None), setup_context=keep)
a = torch.tensor([1.0, 2.0], requires_grad=True)
b = torch.tensor([10.0, 20.0])
c = scaled_sum(a, b, 3.5, offset=1)
print(c, c.grad_fn.name(), [type(node).__name__ for node, _ in c.grad_fn.next_functions])
c.sum().backward()
print(a.grad, scaled_sum(b, b), torch.ops.shop.scaled_sum.default._schema)
for call in (lambda: scaled_sum(a), lambda: scaled_sum(a, 3), lambda: scaled_sum(a, b, "x"), lambda: scaled_sum(a, b, d=1),
             lambda: scaled_sum(a, b, 1.0, 2), lambda: scaled_sum([1], b), lambda: scaled_sum(b, b, offset=1.5),
             lambda: scaled_sum(b, b, 2), lambda: scaled_sum(b, b, torch.tensor(2.0)), lambda: torch.ops.shop.none):
    print(attempt(call))


@torch.library.custom_op("shop::products", mutates_args=())
def products(xs: List[torch.Tensor], y: torch.Tensor) -> List[torch.Tensor]:
    return [x * y for x in xs]


def keep_all(ctx, inputs, output):
    ctx.save_for_backward(*inputs[0], inputs[1])


def products_backward(ctx, grads):
    *xs, y = ctx.saved_tensors
    print("needs", ctx.needs_input_grad)
    return [grad * y for grad in grads], sum(grad * x for grad, x in zip(grads, xs))


products.register_autograd(products_backward, setup_context=keep_all)
p = torch.tensor([1.0, 2.0], requires_grad=True)
q = torch.tensor([3.0, 4.0])
r = torch.tensor([5.0, 6.0], requires_grad=True)
results = products([p, q], r)
print(results)
(results[0] + 2 * results[1]).sum().backward()
print(p.grad, q.grad, r.grad)
print(attempt(lambda: products([p, 3], r)))
print(attempt(lambda: products(p, r)))


@torch.library.custom_op("shop::two", mutates_args=())
def two(x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
    return x * 2, x * 3


print(two(y), torch.vmap(two)(torch.ones(2, 2)))


@two.register_kernel("cpu")
def _(x):
    return x * 20, x * 30


print(two(torch.ones(2)))


@two.register_vmap
def _(info, in_dims, x):
    print("batch", info.batch_size, in_dims)
    return two(x), (0, 0)


print(torch.vmap(two)(torch.ones(3, 1)))


@torch.library.custom_op("shop::add_one_", mutates_args={"x"})
def add_one_(x: torch.Tensor) -> None:
    x.add_(1)


z = torch.zeros(2)
print(add_one_(z), z, z._version)
print(attempt(lambda: add_one_(torch.zeros(1, requires_grad=True))))
print(attempt(lambda: add_one_.register_autograd(lambda ctx: None)))
