import torch

x = torch.tensor(3., requires_grad=True)
torch.autograd.grad(x ** 2, x)
g, = torch.autograd.grad(x ** 3, x, create_graph=True)
g
torch.autograd.grad(g, x)
y = torch.tensor(1., requires_grad=True)
torch.autograd.grad(x * 2, [x, y])
torch.autograd.grad(x * 2, [x, y], allow_unused=True)
torch.autograd.grad((x * y), (x, y))
torch.autograd.grad(x * 2, y)
torch.autograd.grad(torch.ones(2, requires_grad=True) * 2, x)
