import torch

x = torch.ones(2, requires_grad=True)
y = x.detach()
y
y.requires_grad
y.add_(1)
x
x.data.mul_(3)
x
x.detach_()
x.requires_grad
z = (x * 1).requires_grad_()
z
z.requires_grad = False
w = torch.ones(1, requires_grad=True) * 2
w.requires_grad = False
w.is_leaf
w.requires_grad_(False)
