import torch

# Large results that are written where an operand or `out=` lies, some rows at a time.
i = torch.arange(150.0)
a = (i.view(-1, 1) + i) % 7 - 3
b = (2 * i.view(-1, 1) + 3 * i) % 5 - 2
x = (i.view(-1, 1) - i) % 4
x.clone().addmm_(a, b).eq(x + a @ b).all()
x.clone().addmm_(a, b, beta=2, alpha=-1).eq(2 * x - a @ b).all()
x.t().clone().addmm_(a.t(), b).eq(x.t() + a.t() @ b).all()
y = x.clone(); y.addmm_(y, b).eq(x + x @ b).all()
y = x.clone(); y.addmm_(a, y).eq(x + a @ x).all()
y = x.clone(); _ = y.t().addmm_(a, b); y.eq((x.t() + a @ b).t()).all()
y = torch.full((150, 150), float("nan")); y.addmm_(a, b, beta=0).eq(a @ b).all()
y = x.clone(); _ = y.addmm_(a, b, alpha=0.5); y[:2, :6]
wide = torch.arange(600.0) % 11
y = torch.zeros(150, 600); _ = y.addmm_(a, a @ wide.expand(150, 600)); y.sum(), y[149, 599]
y = torch.zeros(3, 40).addmm_(a[:3], b[:, :40]); y[:, :5]
y = x.clone(); y.addmm_(a, b.double())
y = x.clone(); y.addmm_(a, b, alpha=1j)
y.equal(x)
deep = (torch.arange(300000.0).view(150, 2000) % 3) - 1
y = x.clone(); y.addmm_(deep, deep.t()).eq(x + deep @ deep.t()).all()
y = x.t().clone().t(); y.addmm_(deep, deep.t()).eq(x + deep @ deep.t()).all()
p = torch.stack([a, b, x]); q = torch.stack([b, x, a])
s = torch.stack([x, a, b])
s.clone().baddbmm_(p, q).eq(s + p @ q).all()
s.clone().baddbmm_(p, q, beta=0.5, alpha=2).eq(0.5 * s + 2 * (p @ q)).all()
y = s.clone(); y.baddbmm_(y, q).eq(s + s @ q).all()
small = torch.arange(36000.0).view(4000, 3, 3) % 5
y = small.clone(); y.baddbmm_(small, small).eq(small + small @ small).all()
z = torch.arange(12.0).view(3, 4)
z.clone().renorm_(2, 0, 5.0)
z.clone().renorm_(1, -1, 10.0)
z.clone().t().renorm_(2, 1, 5.0)
w = z.clone().requires_grad_(); v = w * 1; v.renorm_(2, 0, 5.0).sum().backward(); w.grad
z.clone().renorm_(-1, 0, 5.0)
out = torch.empty(2000, 2, dtype=torch.int64)
torch.nonzero((torch.arange(4000).view(40, 100) % 2), out=out) is out
out[:3], out[-2:], out.stride()
out = torch.empty(500, 1, dtype=torch.int64); torch.nonzero(torch.arange(1000) % 2, out=out).sum()
mean, std = torch.arange(400.0), torch.arange(400.0) / 100
out = torch.empty(400); _ = torch.manual_seed(3); _ = torch.normal(mean, std, out=out); out[:4], out[396:]
_ = torch.manual_seed(3); torch.normal(mean, std).equal(out)
torch.normal(mean, -std, out=out)
torch.normal(mean, torch.tensor(float("nan")))
torch.normal(torch.empty(0), torch.empty(0))
c = torch.complex(i, -i)
torch.dist(c, 0 * c), torch.dist(c, c + 1, 1), torch.dist(c, c, 0), torch.dist(c, 1 + 0 * c, float("inf"))
torch.dist(c[:0], c[:0], float("inf"))
t = torch.arange(600.0).view(20, 30) % 7
for dims in ((0,), (0, 1), (1, 0)):
    out = torch.empty(20, 30, dtype=torch.complex64)
    _ = torch.fft.fftn(t, dim=dims, out=out)
    print((out - torch.fft.fftn(t, dim=dims)).abs().max() == 0, out.stride())
out = torch.empty(20, 30, dtype=torch.complex64); _ = torch.fft.fft(t, dim=0, out=out); out.stride(), out[0, :3]
out = torch.empty(20, 16, dtype=torch.complex64); _ = torch.fft.rfft2(t, out=out); out.stride(), out[0, 0]
torch.fft.irfft2(out, (20, 30), out=torch.empty(20, 30)).sub(t).abs().max() < 1e-5
u, m, v = torch.arange(6.0).view(2, 3), torch.arange(24.0).view(2, 3, 4), torch.arange(8.0).view(2, 4)
for n in (u, m, v): n.requires_grad_()
r = torch.nn.functional.bilinear(u, v, m); r
g = torch.autograd.grad(r.pow(2).sum(), (u, m, v), create_graph=True); [n.detach() for n in g]
torch.autograd.grad(g[1].sum(), (u, v))
torch.nn.functional.bilinear(u, v, m[:0]).sum().backward(); u.grad, m.grad, v.grad
