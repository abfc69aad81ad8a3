import torch
x = torch.tensor([1.1, 2.3, -0.7], requires_grad=True)
e = torch.tensor([0.3, 1.7, -2.2], requires_grad=True)
y = torch.ldexp(x, e)
y
y.grad_fn.next_functions
y.backward(torch.tensor([0.37, 1.9, -2.3]), retain_graph=True)
x.grad.tolist(), e.grad.tolist()
g = torch.autograd.grad(y.sum(), (x, e), create_graph=True)
g
g[1].grad_fn.next_functions
torch.autograd.grad(g[1].sum(), (x, e))
v = x * 1
v.ldexp_(e)
v.sum().backward()
x.grad, e.grad
i = torch.tensor([1, 2, 3])
y = torch.ldexp(x, i)
y.sum().backward()
x.grad
v = x.double() * 1
v.ldexp_(i)
v.sum().backward()
x.grad
torch.ldexp(i, e).sum().backward()
e.grad
