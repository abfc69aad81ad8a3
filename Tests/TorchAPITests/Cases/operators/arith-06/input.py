import torch

x = torch.tensor([1., 2.], requires_grad=True)
(x + 1).grad_fn
(1 - x).grad_fn
(2 / x).grad_fn
(2 ** x).grad_fn
(x ** 2).grad_fn
(x @ x).grad_fn
(-x).grad_fn
(x > 1).grad_fn
(x // 2)
x += 1
x[0] = 1
(x * 2).grad_fn.name()
