import torch
import torch.nn as nn

torch.manual_seed(0)
def rk4(f, y, t0, t1, steps):
    h = (t1 - t0) / steps
    path = [y]
    t = t0
    for _ in range(steps):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h / 2 * k1)
        k3 = f(t + h / 2, y + h / 2 * k2)
        k4 = f(t + h, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        t = t + h
        path.append(y)
    return torch.stack(path)

true = torch.tensor([[-0.1, 2.0], [-2.0, -0.1]])
start = torch.tensor([[2., 0.]])
with torch.no_grad():
    wanted = rk4(lambda t, y: y @ true, start, 0., 2., 10)

print(wanted[-1], (wanted.squeeze(1).norm(dim=1)[::5]))
class Field(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 2))
        for m in self.net:
            if isinstance(m, nn.Linear):
                nn.init.normal_(m.weight, 0, 0.3)
                nn.init.constant_(m.bias, 0)
    def forward(self, t, y):
        return self.net(y)

field = Field()
opt = torch.optim.RMSprop(field.parameters(), lr=0.01)
for step in range(30):
    opt.zero_grad()
    path = rk4(field, start, 0., 2., 10)
    loss = (path - wanted).abs().mean()
    loss.backward()
    opt.step()
    if step % 10 == 9:
        print(step + 1, f"{loss.item():.2f}")

t1 = torch.tensor(1.0, requires_grad=True)
end = rk4(lambda t, y: -y, torch.tensor([1.0]), 0., t1, 8)[-1]
end.backward()
print(end, t1.grad)
y0 = torch.tensor([1.0, 0.5], requires_grad=True)
(g,) = torch.autograd.grad(rk4(lambda t, y: y * (1 - y), y0, 0., 1., 6)[-1].sum(), y0)
print(g)
def adjoint(theta):
    return rk4(lambda t, y: theta * y, torch.ones(1), 0., 1., 5)[-1, 0]

theta = torch.tensor(0.5, requires_grad=True)
print(torch.autograd.grad(adjoint(theta), theta)[0], torch.func.grad(torch.func.grad(adjoint))(theta).detach())
