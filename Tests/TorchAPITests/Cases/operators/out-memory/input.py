import torch
# Results that are made in the memory they go to, and such that cannot be: large enough to be blocks of their own.
x = (torch.arange(1200.0) * 7 % 31 - 15).view(30, 40)
y = (torch.arange(1200.0) * 5 % 23 - 11).view(30, 40)
def checked(name, function, *outs):
    result = function(out=outs if len(outs) > 1 else outs[0])
    result = result if isinstance(result, (tuple, list)) else (result,)
    plain = function()
    plain = plain if isinstance(plain, (tuple, list)) else (plain,)
    print(name, [a is b for a, b in zip(result, outs)], [torch.equal(a, b) for a, b in zip(plain, outs)],
          [tuple(a.stride()) for a in outs], [a._version for a in outs])
room = lambda: torch.full((30, 40), 5.0)
places = lambda: torch.full((30, 40), 5)
checked("cumsum", lambda **o: torch.cumsum(x, 1, **o), room())
checked("softmax", lambda **o: torch.softmax(x, 0, **o), room())
checked("sort", lambda **o: torch.sort(x, 0, **o), room(), places())
checked("sort of doubles", lambda **o: torch.sort(x.double(), 1, **o), room().double(), places())
checked("sort of integers", lambda **o: torch.sort(x.long(), 1, descending=True, **o), places(), places())
checked("topk", lambda **o: torch.topk(x, 30, 1, **o), torch.empty(30, 30), torch.empty(30, 30, dtype=torch.int64))
checked("matmul", lambda **o: torch.matmul(x, y.T, **o), torch.zeros(30, 30))
checked("bmm", lambda **o: torch.bmm(x.view(3, 10, 40), y.view(3, 40, 10), **o), torch.zeros(3, 10, 10))
checked("diff", lambda **o: torch.diff(x, n=2, **o), torch.zeros(30, 38))
checked("square", lambda **o: torch.square(x, **o), room())
checked("scatter", lambda **o: torch.scatter(x, 0, torch.zeros(1, 40, dtype=torch.long), 3.5, **o), room())
checked("cummax", lambda **o: torch.cummax(x, 1, **o), room(), places())
checked("fft", lambda **o: torch.fft.fft(x, **o), torch.zeros(30, 40, dtype=torch.complex64))
# Of another layout, of another type, of another shape.
checked("turned", lambda **o: torch.cumsum(x, 1, **o), torch.empty(40, 30).T)
checked("transposed copy", lambda **o: torch.clone(x.T).exp() if not o else torch.exp(x.T, **o), torch.empty(40, 30))
checked("integers into floats", lambda **o: torch.gather(x, 1, places() % 3, **o), room())
torch.add(x.long(), y.long(), out=(a := room())); a.sum(), a.dtype
torch.sum(x, 1, out=(a := room())); a.shape
torch.cumsum(x, 1, out=(a := torch.empty(0))); a.shape, a.sum()
# Operands that share the memory.
a = x.clone(); torch.cumsum(a, 1, out=a) is a, a.sum()
a = x.clone(); torch.matmul(a[:, :30], y[:, :30], out=a) is a, a.sum()
a = x.clone(); torch.sort(a, 1, out=(a, places())).values is a, a[:2, :5]
a = x.clone(); torch.neg(a.flip(1), out=a) is a, a[0, :4], x[0, -4:]
a = x.clone(); b = a.view(-1); torch.exp(b.view(30, 40) * 0, out=a) is a, b.sum()
a = torch.zeros(2, 30, 40); torch.mul(x, y, out=a[1]); a.sum((1, 2)), (x * y).sum()
a = torch.zeros(30, 40); torch.frexp(x, out=(a, torch.zeros(30, 40, dtype=torch.int32))).mantissa is a, a.sum()
a = torch.zeros(30, 40); torch.sort(x, 1, out=(a, a))
a = room(); torch.matmul(x, y, out=a)
a
a = room(); torch.cumsum(x.log_() if False else x, 5, out=a)
a.sum()
a = room().int(); torch.sqrt(x, out=a)
a.sum()
# In place, where an element is written when it was read.
x.clone().cumsum_(1).sum(), x.clone().cumprod_(0)[:2, :4], x.clone().T.cumsum_(0).sum()
x.clone().deg2rad_().sum(), x.clone().rad2deg_().sum(), x.clone().sgn_().sum(), x.clone().logical_not_().sum()
x.clone().ldexp_(torch.tensor(2)).sum(), x.abs().xlogy_(2.5).sum(), x.clone().copysign_(-1).sum()
x.int().ldexp_(torch.tensor(2))
a = x.clone(); a.scatter_reduce_(0, torch.zeros(30, 40, dtype=torch.long), y, "amax") is a, a.sum()
a = x.clone(); a.index_reduce_(0, torch.arange(30) % 4, y, "prod")[:4].sum() == (a[:4]).sum(), a.sum()
a = x.clone(); a.T.scatter_(0, torch.zeros(1, 30, dtype=torch.long), 2.0, reduce="multiply").sum(), a.sum()
w = x.clone().requires_grad_(); v = w * 1; v.ldexp_(torch.tensor(3)); v.grad_fn; v.sum().backward(); w.grad.unique()
