import torch
from torch import nn
from torch.utils.checkpoint import checkpoint, checkpoint_sequential
calls = []
def f(x, k=2):
    calls.append(1)
    return (x.sin() * k).exp()

x = torch.tensor([1., 2.], requires_grad=True)
y = checkpoint(f, x, use_reentrant=False)
y
len(calls)
y.sum().backward()
len(calls), x.grad
x.grad = None
y = checkpoint(f, x, use_reentrant=True)
y
y.sum().backward()
len(calls), x.grad
checkpoint(f, x, use_reentrant=False, k=3)
checkpoint(f, x, use_reentrant=True, k=3)
torch.manual_seed(1)
y = checkpoint(lambda x: nn.functional.dropout(x * 2, 0.5), torch.ones(6, requires_grad=True), use_reentrant=False)
y
z = torch.ones(6, requires_grad=True)
y = checkpoint(lambda x: nn.functional.dropout(x * x, 0.5), z, use_reentrant=False)
y.sum().backward()
z.grad
y
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
a = checkpoint_sequential(model, 2, x, use_reentrant=False)
b = model(x)
torch.equal(a, b)
a.sum().backward()
ga = model[0].weight.grad.clone(); model.zero_grad(); b.sum().backward()
torch.allclose(ga, model[0].weight.grad)
g, = torch.autograd.grad(checkpoint(f, x, use_reentrant=False).sum(), x, create_graph=True)
torch.autograd.grad(g.sum(), x)
