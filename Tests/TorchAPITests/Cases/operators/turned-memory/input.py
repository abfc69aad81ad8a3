import torch
torch.manual_seed(0)
# Dense memory in another order of dimensions is walked as it lies: results lie alike, and those of groups of neighbours are the same
a = (torch.randn(33, 16) * 3).t()
b = (torch.randn(33, 16) * 3).round().t()
c = torch.rand(33, 16).t() + 0.5
for r in [a + b, a * 2, 1.5 - a, a.exp(), a.clamp(-1, 1), torch.clamp(a, b, c), a < b, torch.where(a > 0, a, b), torch.lerp(a, b, c), a.half(), a.cfloat()]:
    print(r.shape, r.stride(), r.dtype, r.ravel()[:6])

torch.add(a, b, alpha=3).stride(), torch.addcmul(a, b, c, value=2).stride(), torch.nn.functional.hardshrink(a).stride()
torch.nn.functional.logsigmoid(a).stride(), torch.sinh(a).equal(torch.sinh(a.t()).t()), torch.nn.functional.hardshrink(b).signbit().equal(torch.nn.functional.hardshrink(b.t()).signbit().t())
for shape in [(2, 3, 5), (1, 9, 4), (7, 1, 3)]:
    v = torch.randn(*reversed(shape)).permute(*reversed(range(len(shape))))
    print(v.stride(), [r.stride() for r in [v + v, v * 2, 1 - v, -v, v.exp(), v > 0, v.eq(v), torch.where(v > 0, v, v), v.clamp(0, 1), v ** 2, torch.isreal(v), torch.isclose(v, v)]])

w = torch.zeros(16, 33)
torch.add(a, b, out=w).stride(), torch.mul(a, 2, out=w.t().contiguous().t()).stride()
d = a.clone()
d.mul_(b).add_(c, alpha=2).clamp_(-3, 3).ge_(0.5)
d.stride(), d.sum()
e = a.clone()
e.add_(b.contiguous()).sub_(e[:, :1].clone()).stride(), e[3, :4]
e.masked_fill_(b > 0, 1)[2, :6], e.copy_(b)[2, :6], e.remainder_(2)[2, :6]
torch.remainder(3, c)[2, :3], torch.rsub(a, 2).stride(), torch.dist(a, b), torch.nn.functional.prelu(a, torch.tensor([0.25])).stride()
f = torch.randint(-9, 9, (33, 16)).t()
f.add(f, alpha=3).stride(), (f % 4)[1, :5], (f + 0.5)[1, :5], f.eq_(f).sum(), (f.t().t() << 1).stride()
