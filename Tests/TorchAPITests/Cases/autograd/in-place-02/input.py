import torch
a = torch.rand(2, 3, requires_grad=True)
p = (a * 2).permute(1, 0)
x = p.mT
x *= x
x.grad_fn
x.sum().backward()
p = (a * 2).permute(1, 0)
x = p.mT
y = x * x
x.add_(1)
y.sum().backward()
x = (a * 2)[0]
y = x.exp() + x.square()
x.add_(1)
y.sum().backward()
b = a * 2
b.mul_(b)
b.sum().backward()
b = a * 2
v = b[0]
y = b.square()
v.add_(1)
y.sum().backward()
b = a * 2
v = b[0]
y = v.square()
b.add_(1)
y.sum().backward()
b = a * 2
v = b[0]
y = v.square()
v.add_(1)
y.sum().backward()
b = a * 2
v = b[0]
w = v[1:]
y = v.square()
w.add_(1)
y.sum().backward()
v.copy_(v * v)
z = v.square()
v.mul_(v)
z.sum().backward()
