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
y = x * 2
W(lambda: y.grad)
W(lambda: (y.grad, y.grad))
x = L(1.0, 2.0)
W(lambda: (x ** 2).sum().backward(create_graph=True))
x = torch.tensor(1.0, requires_grad=True)
W(lambda: (float(x), float(x)))
import math
x = torch.tensor(1.0, requires_grad=True)
W(lambda: (x.item(), x.tolist()))
x = torch.tensor(1.0)
W(lambda: torch.tensor(x))
o = torch.optim.SGD([L(1.0)], lr=0.1)
sch = torch.optim.lr_scheduler.StepLR(o, 1)
W(lambda: sch.step())
W(lambda: torch.autograd.gradcheck(lambda x: x * 2, (L(1.0, 2.0),), eps=0.01, atol=0.1, rtol=0.1))
