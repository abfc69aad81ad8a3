import math
import torch
import torch.nn as nn
from torch.autograd.functional import jacobian

torch.manual_seed(2)
class Coupling(nn.Module):
    def __init__(self, dim, flip):
        super().__init__()
        self.flip, self.half = flip, dim // 2
        self.net = nn.Sequential(nn.Linear(self.half, 12), nn.Tanh(), nn.Linear(12, 2 * (dim - self.half)))
    def parts(self, x):
        a, b = x[..., :self.half], x[..., self.half:]
        return (b, a) if self.flip else (a, b)
    def join(self, a, b):
        return torch.cat((b, a) if self.flip else (a, b), -1)
    def forward(self, x):
        a, b = self.parts(x)
        s, t = self.net(a).chunk(2, -1)
        s = torch.tanh(s)
        return self.join(a, b * s.exp() + t), s.sum(-1)
    def inverse(self, y):
        a, b = self.parts(y)
        s, t = self.net(a).chunk(2, -1)
        s = torch.tanh(s)
        return self.join(a, (b - t) * (-s).exp())

class Flow(nn.Module):
    def __init__(self, dim=2, layers=4):
        super().__init__()
        self.layers = nn.ModuleList(Coupling(dim, i % 2 == 1) for i in range(layers))
    def forward(self, x):
        total = torch.zeros(x.shape[:-1])
        for layer in self.layers:
            x, log_det = layer(x)
            total = total + log_det
        return x, total
    def inverse(self, z):
        for layer in reversed(self.layers):
            z = layer.inverse(z)
        return z
    def log_prob(self, x):
        z, log_det = self(x)
        return -0.5 * (z ** 2).sum(-1) - math.log(2 * math.pi) + log_det

angle = torch.rand(128) * math.pi
x = torch.stack([angle.cos(), angle.sin()], 1) * 2 + 0.1 * torch.randn(128, 2)
flow = Flow()
opt = torch.optim.Adam(flow.parameters(), lr=0.02)
for step in range(40):
    loss = -flow.log_prob(x).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 10 == 9:
        print(step + 1, f"{loss.item():.2f}")

point = x[0].detach()
J = jacobian(lambda p: flow(p)[0], point)
print(J.shape, torch.allclose(torch.linalg.slogdet(J)[1], flow(point)[1], atol=1e-5))
z, _ = flow(x)
print((flow.inverse(z) - x).abs().max() < 1e-4)
batch = torch.func.vmap(torch.func.jacrev(lambda p: flow(p)[0]))(x[:3])
print(batch.shape, torch.allclose(torch.linalg.det(batch).log(), flow(x[:3])[1], atol=1e-4))
forward = torch.func.jacfwd(lambda p: flow(p)[0])(point)
print(torch.allclose(forward, J, atol=1e-5))
print(flow.layers)
