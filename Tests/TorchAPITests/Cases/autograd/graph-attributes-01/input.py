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
x = L(1.0, 2.0)
i = torch.tensor([1, 2])
with torch.no_grad():
    y = x * 2
(y.requires_grad, (x > 1).requires_grad, x.argmax().requires_grad, x.long().requires_grad, (x == x).requires_grad, (x * i).requires_grad, x.isnan().requires_grad, x.sign().requires_grad)
x = L(1.0, 2.0)
(x.is_leaf, (x * 2).is_leaf, x.double().is_leaf, x.detach().is_leaf, torch.ones(2).is_leaf, (torch.ones(2) * 2).is_leaf, x.data.is_leaf, x.clone().is_leaf)
x = L(1.0, 2.0) * 1
d = x.detach()
e = x.data
d.add_(1)
(x._version, d._version, e._version)
e.add_(1)
(x._version, d._version, e._version)
(x, d, e, d.data_ptr() == x.data_ptr() == e.data_ptr())
x = L(1.0, 2.0)
y = x.exp()
y.data.mul_(2)
y.sum().backward()
x.grad
x = L(1.0, 2.0)
y = x.exp()
y.detach().mul_(2)
y.sum().backward()
f = (L(1.0, 2.0) * 2).grad_fn
(f.next_functions, f.metadata, f._saved_self, f._saved_other)
f = (L(1.0, 2.0) ** 3).grad_fn
(f._saved_self, f._saved_exponent, f._raw_saved_self)
f = L(1.0, 2.0).exp().grad_fn
f._saved_result
x = L(1.0, 2.0)
y = x * x
f = y.grad_fn
y.sum().backward()
f._saved_self
f._raw_saved_self
x = L(1.0, 2.0)
y = (x + 1).sum()
y.backward()
y.backward()
x.grad
f = L(1.0) * 2
g = f * 2
g.grad_fn._sequence_nr() - f.grad_fn._sequence_nr()
