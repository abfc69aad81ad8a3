import torch

x = torch.ones(3, requires_grad=True)
y = x * 2
y.backward()
y.backward(torch.ones(3))
x.grad
y.backward(gradient=torch.tensor([1., 2., 3.]))
y.backward(torch.ones(2))
y.backward(1.0)
x.grad.zero_()
x.grad = None
x.grad
