import torch
x = torch.tensor([[1.5, -2.0, 0.0], [float("inf"), 3.0, -0.0]], requires_grad=True)
y = torch.tensor([[2.0, 0.5, -1.0], [0.0, float("nan"), 4.0]], requires_grad=True)
(x * y).sum().backward()
print(x.grad, y.grad)
two = torch.tensor(2.0).expand(2, 3)
for a, b in [(two, x), (x, two), (two, two), (two, x.t().contiguous().t()), (two[:1], x[:1]), (two, x.double())]:
    for name in ["add", "sub", "mul", "div", "maximum", "minimum"]:
        z = getattr(torch, name)(a.detach(), b.detach())
        print(name, z.tolist(), z.stride(), z.dtype)
print(two.expand(0, 2, 3) * torch.ones(0, 2, 3), torch.ones(0) * torch.tensor(1.0).expand(0))
row = torch.tensor([[1.0, 2.0, 3.0]]).expand(2, 3)
print(row * x.detach(), x.detach() * row, torch.tensor([[5.0], [6.0]]).expand(2, 3) * x.detach())
v = torch.tensor([1.0, 2.0], requires_grad=True)
w = torch.tensor([3.0, 4.0], requires_grad=True)
u = v * w
t = (u * u + v).sum()
print(torch.autograd.grad(t, v, retain_graph=True), torch.autograd.grad(t, [w, v], retain_graph=True))
print(torch.autograd.grad(t, u, retain_graph=True), torch.autograd.grad(t, [u, w], retain_graph=True))
print(torch.autograd.grad(t, torch.ones(1, requires_grad=True), retain_graph=True, allow_unused=True))
seen = []
handle = u.register_hook(lambda g: seen.append(g.tolist()))
torch.autograd.grad(t, v, retain_graph=True)
torch.autograd.grad(t, u, retain_graph=True)
print(seen)
torch.autograd.backward(t, inputs=[w], retain_graph=True)
print(v.grad, w.grad, seen)
torch.autograd.backward([t, u], [None, torch.ones(2)], inputs=[v], retain_graph=True)
print(v.grad, w.grad)
g, = torch.autograd.grad(t, v, create_graph=True)
print(g, torch.autograd.grad(g.sum(), [v, w], create_graph=True))
h, = torch.autograd.grad(g.sum(), w, create_graph=True)
print(h, torch.autograd.grad(h.sum(), [v, w]))
s = v
for _ in range(40):
    s = s + s * 0.5
print(torch.autograd.grad(s.sum(), v), torch.autograd.grad((v ** 3).sum(), v))
p = v * 2
q = p.view(2, 1)
p.add_(1)
print(torch.autograd.grad((q * q).sum(), [p, v]))
try:
    torch.autograd.grad(t, [v, w])
    torch.autograd.grad(t, v)
except RuntimeError as error:
    print(str(error)[:60])
