import torch
x = torch.arange(600.0).reshape(4, 150)
y = -torch.arange(400.0).reshape(4, 100)
z = torch.cat((x, y), 1)
z.shape
torch.equal(z[:, :150], x), torch.equal(z[:, 150:], y)
z[1, 145:155]
w = torch.cat((x, torch.empty(0), y[:, :0], y, x), dim=-1)
w.shape
torch.equal(w[:, 150:250], y), torch.equal(w[:, 250:], x)
v = torch.cat((x, y.double()), 1)
v.dtype, torch.equal(v[:, 150:].float(), y), torch.equal(v[:, :150].float(), x)
u = torch.cat((x.reshape(2, 2, 150), y.reshape(2, 2, 100), y.flip(1).reshape(2, 2, 100)), 2)
u.shape, u[1, 0, 248:254]
t = torch.cat((x.reshape(100, 6).t(), torch.ones(6, 100)), 1)
t[2, 98:102], t.sum()
out = torch.empty(4, 250)
torch.cat((x, y), 1, out=out) is out, torch.equal(out, z)
same = torch.cat((x, y), 1, out=z)
same is z
a = x.clone().requires_grad_()
(torch.cat((a, y), 1) * z).sum().backward()
torch.equal(a.grad, x)
