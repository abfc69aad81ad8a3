import torch

a = torch.ones(2)
b = a
b is a
a.detach() is a
hash(a) == hash(a)
id(a) == id(b)
d = {a: 1}
d[a]
a in [a]
torch.ones(1) in torch.ones(3)
2.0 in torch.ones(3)
x = torch.ones(1, requires_grad=True)
(x * 2).backward()
x.grad is x.grad
g = x.grad
g is x.grad
x.foo = 3
x.foo
del x.foo
x.foo
