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
x = torch.rand(2, 3, requires_grad=True)
(N(torch.log1p(x)), N(F.avg_pool2d(x[None], 1)), N(x.to(torch.float64)), N(F.max_pool2d(x[None], 1)))
x = torch.rand(2, 3, requires_grad=True)
(N(x + 2), N(x - 2), N(x * 2), N(torch.div(x, 2)), N(torch.div(x, 2, rounding_mode='floor')), N(torch.div(x, x, rounding_mode='trunc')), N(2 - x), N(torch.rsub(x, x)), N(x ** 2), N(x ** x), N(2 ** x))
x = torch.rand(2, 3, requires_grad=True)
(N(x.sum()), N(x.sum(1)), N(x.prod()), N(x.prod(1)), N(x.mean()), N(x.mean(1)), N(x.max()), N(x.max(1)[0]), N(x.min()), N(x.min(1)[0]), N(x.median()), N(x.median(1)[0]), N(x.nanmedian()), N(x.nanmedian(1)[0]))
x = torch.rand(2, 3, requires_grad=True)
(N(x.clamp(x * 0, x)), N(x.clamp(0, 1)), N(x % 2), N(x % x), N(torch.fmod(x, 2)), N(torch.fmod(x, x)), N(torch.lerp(x, x, 0.5)), N(torch.lerp(x, x, x)))
x = torch.rand(1, 1, 3, requires_grad=True)
(N(x.squeeze()), N(x.squeeze(0)), N(x.squeeze((0, 1))), N((x * 1).squeeze_()), N((x * 1).squeeze_(0)), N((x * 1).squeeze_((0, 1))))
x = torch.rand(2, 3, requires_grad=True)
(N(x.transpose(0, 1)), N(x.T), N(x.unsqueeze(0)), N((x * 1).transpose_(0, 1)), N((x * 1).unsqueeze_(0)), N((x * 1).fill_(1.0)), N((x * 1).fill_(x[0, 0])))
x = torch.rand(2, 3, requires_grad=True)
i = torch.zeros(1, 3, dtype=torch.long)
(N(x.scatter(0, i, x)), N(x.scatter(0, i, 1.0)), N(x.scatter_add(0, i, x)), N(x.scatter(0, i, x, reduce='add')), N(x.scatter_reduce(0, i, x, 'sum')))
x = torch.rand(2, 3, requires_grad=True)
y = x // x
y
y.sum().backward()
x = torch.rand(2, 3, requires_grad=True)
y = torch.heaviside(x, x)
y
y.sum().backward()
x = torch.rand(2, 3, requires_grad=True)
(N(x.reshape(6)), N(x.flatten()), N(x.T.reshape(6)), N(x.t()), N(x.square()), N(F.linear(x, x, x[:, 0])), N(F.linear(x[None], x, x[:, 0])), N(F.cross_entropy(x, torch.tensor([0, 1]))), N(F.dropout(x)), N(x.narrow(0, 0, 1)), N(x.chunk(2)[0]))
x = torch.rand(2, 3, requires_grad=True)
(x.contiguous() is x, x.float() is x, x.to('cpu') is x, x.to(torch.float32) is x, x.reshape(2, 3) is x, x.type(torch.float32) is x)
x = torch.rand(2, 3, requires_grad=True) * 1
v = x[0]
v.mul_(2)
(x.grad_fn, v.grad_fn)
x.copy_(x * 2)
x.grad_fn
n = (L(1.0) * 1).grad_fn.next_functions[0][0]
(n, n.name(), type(n).__name__, n.variable, n.next_functions, n._sequence_nr())
((L(1.0) * 2).grad_fn, (L(1.0) * 2).grad_fn.name())
x = torch.rand(3, 2, 4)
o, (h, c) = nn.LSTM(4, 5)(x)
(N(o), N(h), N(c))
o, (h, c) = nn.LSTM(4, 5, batch_first=True)(x)
(N(o), N(h), N(c))
x = torch.rand(3, 2, 4)
o, h = nn.GRU(4, 5)(x)
(N(o), N(h))
o, h = nn.GRU(4, 5, batch_first=True)(x)
(N(o), N(h))
o, h = nn.RNN(4, 5)(x)
(N(o), N(h))
o, h = nn.RNN(4, 5, batch_first=True)(x)
(N(o), N(h))
