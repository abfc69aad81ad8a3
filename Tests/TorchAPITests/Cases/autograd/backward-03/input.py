import torch

x = torch.ones(2, requires_grad=True)
(x * 3).sum().backward()
(x * 3).sum().backward()
x.grad
y = (x ** 2).sum()
y.backward(retain_graph=True)
y.backward()
x.grad
x.grad = torch.tensor([9., 9.])
x.grad
x.grad = 1
x.grad = torch.ones(3)
x.grad = x
