import torch, torch.nn as nn, torch.nn.functional as F, warnings, copy
from torch.autograd import Function
def L(*v, dtype=torch.float32): return torch.tensor(v, dtype=dtype, requires_grad=True)
def G(f, *v, dtype=torch.float32):
    x=torch.tensor(v, dtype=dtype, requires_grad=True); y=f(x)
    return torch.autograd.grad(y, x, torch.ones_like(y))[0]
def N(r): return type(r.grad_fn).__name__
def W(f):
    with warnings.catch_warnings(record=True) as ws:
        warnings.simplefilter('always')
        f()
    for w in ws: print(w.category.__name__, w.message)
    return len(ws)
order = []
x = L(1.0)
w = L(2.0)
p = x * 2
q = torch.exp(x)
r = p * 3
s = w * q
t = r + s
for name, v in dict(x=x, w=w, p=p, q=q, r=r, s=s, t=t).items():
    v.register_hook(lambda g, name=name: order.append(name))
t.backward()
order
x = L(1.0)
a = x * 1
b = x * 100000000.0
c = x * -100000000.0
(a + b + c).backward()
x.grad
x = L(1.0)
a = x * 1
b = x * 100000000.0
c = x * -100000000.0
(c + b + a).backward()
x.grad
x = L(1.0, 2.0)
y = torch.rand(3, 1, dtype=torch.float64, requires_grad=True)
(x * y).sum().backward()
(x.grad.dtype, x.grad.shape, y.grad.dtype, y.grad.shape)
x = L(1.0, 2.0)
g = torch.ones(2)
(x * 1).backward(g)
x.grad.data_ptr() == g.data_ptr()
x.backward(g)
(x.grad, g)
x.grad.data_ptr() == g.data_ptr()
x = L(1.0, 2.0)
g = torch.ones(2)
x.backward(g)
x.grad.data_ptr() == g.data_ptr()
x.grad is g
x = torch.rand(3, 4).t().requires_grad_()
(x * 2).sum().backward()
x.grad.stride()
x = torch.rand(3, 4)[:, ::2].requires_grad_()
(x * 2).sum().backward()
x.grad.stride()
x = torch.rand(1, 4).expand(3, 4).requires_grad_()
(x * 2).sum().backward()
x.grad.stride()
x = L(1.0, 2.0)
(x * 2).sum().backward()
g = x.grad
(x * 3).sum().backward()
(g is x.grad, g)
x = L(1.0, 2.0)
(x ** 2).sum().backward(create_graph=True)
g = x.grad
g
(x ** 2).sum().backward(create_graph=True)
(x.grad is g, x.grad, g)
m = nn.Linear(1, 1)
m(torch.ones(1)).backward()
m.zero_grad()
m.weight.grad
m(torch.ones(1)).backward()
m.zero_grad(set_to_none=False)
m.weight.grad
x = L(1.0, 2.0)
(x * 2).backward(torch.ones(2, dtype=torch.float64))
x.grad
(x * 2).backward(torch.ones(1, 2))
x = L(1.0, 2.0)
y = L(3.0)
z = (x * y).sum()
(torch.autograd.grad(z, (x, y)), x.grad)
x = L(1.0, 2.0)
torch.autograd.grad([x.sum(), (x * x).sum()], x)
x = L(1.0, 2.0)
y = L(3.0)
torch.autograd.grad(x.sum(), (x, y), allow_unused=True)
x = L(1.0, 2.0)
y = L(3.0)
torch.autograd.grad(x.sum(), (x, y), materialize_grads=True)
x = L(1.0, 2.0)
y = L(3.0)
torch.autograd.grad(x.sum(), (x, y), materialize_grads=True, allow_unused=False)
x = L(1.0, 2.0)
torch.autograd.grad(x ** 2, x, torch.eye(2), is_grads_batched=True)
x = L(1.0, 2.0)
y = x * 2
log = []
y.register_hook(lambda g: (log.append(('a', g.clone())), g * 2)[1])
y.retain_grad()
y.register_hook(lambda g: (log.append(('b', g.clone())), g * 3)[1])
y.sum().backward()
(log, y.grad, x.grad)
x = L(1.0, 2.0)
log = []
x.register_post_accumulate_grad_hook(lambda p: log.append(('post', p.grad.clone())))
x.register_hook(lambda g: log.append(('pre', g)) or g * 5)
(x * 2).sum().backward()
log
x = L(1.0, 2.0)
y = x * 2
log = []
y.grad_fn.register_prehook(lambda g: log.append(('pre', g)))
y.grad_fn.register_hook(lambda gi, go: log.append(('post', gi, go)))
y.sum().backward()
log
x = L(1.0)
h = x.register_hook(lambda g: g * 2)
h
h.remove()
x.sum().backward()
x.grad
x = L(1.0)
x.retain_grad()
x.retains_grad
y = x * 2
y.retain_grad()
y.retains_grad
x = L(1.0)
with torch.no_grad():
    y = x * 2
    z = torch.ones(1, requires_grad=True)
    with torch.enable_grad():
        u = x * 2
(y.requires_grad, z.requires_grad, u.requires_grad)
g = torch.set_grad_enabled(False)
torch.is_grad_enabled()
g
torch.set_grad_enabled(True)
torch.is_grad_enabled()
@torch.no_grad()
def f(x):
    return x * 2
@torch.enable_grad()
def g(x):
    return x * 2
@torch.set_grad_enabled(False)
def h(x):
    return x * 2
@torch.inference_mode()
def i(x):
    return x * 2
x = L(1.0)
(f(x), g(x), h(x), i(x), i(x).is_inference(), torch.is_grad_enabled())
x = L(1.0, 2.0)
with torch.inference_mode():
    y = torch.ones(2)
y._version
x + y
x * y
x = L(1.0, 2.0)
y = x.exp()
y.add_(1)
y.sum().backward()
x = L(1.0, 2.0)
y = x * 1
z = y * y
y.add_(1)
z.sum().backward()
x = L(1.0, 2.0, 3.0) * 1
b = x[:2]
b.mul_(2)
(x.grad_fn, b.grad_fn, b)
x = torch.ones(2, 2)
w = L(1.0, 2.0)
x[0] = w
(x.requires_grad, x)
x.sum().backward()
w.grad
x = L(1.0, 2.0)
x[0] = 1.0
with torch.no_grad():
    x[0] = 7.0
x
x = torch.ones(3)
w = L(1.0, 2.0, 3.0)
x.mul_(w)
x
x = torch.ones(4, requires_grad=True) * 1
a, b = x.chunk(2)
a.add_(1)
