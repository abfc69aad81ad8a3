import torch

x = torch.tensor(2., requires_grad=True)
y = x ** 2 + 3 * x
y
y.backward()
x.grad
y.backward()
