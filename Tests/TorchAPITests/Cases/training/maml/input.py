import torch
import torch.nn.functional as F

torch.manual_seed(0)
def init():
    return [p.requires_grad_() for p in (torch.randn(1, 16) * 0.5, torch.zeros(16), torch.randn(16, 1) * 0.25, torch.zeros(1))]

def net(x, p):
    return torch.tanh(x @ p[0] + p[1]) @ p[2] + p[3]

def task():
    phase, height = torch.rand(1) * 3, torch.rand(1) * 2 + 0.5
    def draw(n):
        x = torch.rand(n, 1) * 4 - 2
        return x, height * torch.sin(x + phase)
    return draw

params = init()
opt = torch.optim.Adam(params, lr=0.01)
for step in range(30):
    outer = 0.
    for _ in range(3):
        draw = task()
        x, y = draw(8)
        loss = F.mse_loss(net(x, params), y)
        grads = torch.autograd.grad(loss, params, create_graph=True)
        fast = [p - 0.1 * g for p, g in zip(params, grads)]
        x, y = draw(8)
        outer = outer + F.mse_loss(net(x, fast), y)
    outer = outer / 3
    opt.zero_grad()
    outer.backward()
    opt.step()
    if step % 10 == 9:
        print(step + 1, f"{outer.item():.2f}")

print(grads[0].requires_grad, grads[0].grad_fn is not None, fast[0].is_leaf)
draw = task()
x, y = draw(8)
adapted = params
for k in range(4):
    loss = F.mse_loss(net(x, adapted), y)
    print(k, f"{loss.item():.2f}")
    adapted = [p - 0.1 * g for p, g in zip(adapted, torch.autograd.grad(loss, adapted))]

w = torch.tensor([1., 2.], requires_grad=True)
inner = (w ** 3).sum()
g, = torch.autograd.grad(inner, w, create_graph=True)
stepped = w - 0.1 * g
(stepped ** 2).sum().backward()
print(w.grad)
first_order = w.detach().clone().requires_grad_()
g, = torch.autograd.grad((first_order ** 3).sum(), first_order)
((first_order - 0.1 * g) ** 2).sum().backward()
print(first_order.grad)
torch.autograd.grad(inner, w)
