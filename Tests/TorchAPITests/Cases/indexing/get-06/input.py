import torch

x = torch.arange(6.).reshape(2, 3).requires_grad_()
x[0].sum().backward()
x.grad
y = x * 1
y[0, 0] = 5
y
y.grad_fn
y.sum().backward()
x.grad
x[0]
x[:, 1]
x[x > 2]
x[[0, 1]]
