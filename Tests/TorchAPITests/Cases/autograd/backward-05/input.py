import torch

x = torch.tensor([1., 2.], requires_grad=True)
h = x.register_hook(lambda g: g * 10)
(x * 2).sum().backward()
x.grad
h.remove()
x.grad = None
(x * 2).sum().backward()
x.grad
seen = []
y = x * 2
y.register_hook(lambda g: seen.append(g))
y.sum().backward()
seen
y.retain_grad()
z = x * 3
z.retain_grad()
z.sum().backward()
z.grad
z.retains_grad
torch.ones(2).retain_grad()
torch.ones(2).register_hook(print)
