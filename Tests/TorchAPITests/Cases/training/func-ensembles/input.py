import copy
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import functional_call, stack_module_state, vmap, grad, grad_and_value, jacrev, hessian

torch.manual_seed(0)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(2, 8), nn.Linear(8, 2)
    def forward(self, x):
        return self.b(torch.relu(self.a(x)))

models = [Net() for _ in range(4)]
x = torch.randn(20, 2)
y = (x.prod(1) > 0).long()
params, buffers = stack_module_state(models)
print({k: v.shape for k, v in params.items()}, buffers)
base = copy.deepcopy(models[0])
def call(p, b, x):
    return functional_call(base, (p, b), (x,))

together = vmap(call, in_dims=(0, 0, None))(params, buffers, x)
print(together.shape, all(torch.allclose(together[i], m(x), atol=1e-6) for i, m in enumerate(models)))
each = vmap(call)(params, buffers, torch.stack([x] * 4))
print(torch.allclose(together, each, atol=1e-6))
def loss(p, b, x, y):
    return F.cross_entropy(call(p, b, x), y)

params = {k: v.detach() for k, v in params.items()}
for step in range(30):
    grads, losses = vmap(grad_and_value(loss), in_dims=(0, 0, None, None))(params, buffers, x, y)
    params = {k: v - 0.5 * grads[k] for k, v in params.items()}
    if step % 10 == 9:
        print(step + 1, [f"{l:.1f}" for l in losses.tolist()])

mean = vmap(call, in_dims=(0, 0, None))(params, buffers, x).softmax(-1).mean(0)
print(mean.shape, torch.allclose(mean.sum(1), torch.ones(20)), (mean.argmax(1) == y).float().mean() > 0.6)
single = {k: v.detach() for k, v in models[0].named_parameters()}
def sample_loss(p, x, y):
    return F.cross_entropy(functional_call(models[0], p, (x.unsqueeze(0),)), y.unsqueeze(0))

per_sample = vmap(grad(sample_loss), in_dims=(None, 0, 0))(single, x, y)
print({k: v.shape for k, v in per_sample.items()})
models[0].zero_grad()
F.cross_entropy(models[0](x), y).backward()
print(all(torch.allclose(per_sample[k].mean(0), p.grad, atol=1e-6) for k, p in models[0].named_parameters()))
norms = torch.stack([g.flatten(1).norm(dim=1) for g in per_sample.values()]).norm(dim=0)
print(norms.shape, (norms >= 0).all())
f = lambda v: (v ** 3).sum()
print(hessian(f)(torch.tensor([1., 2.])), jacrev(f)(torch.tensor([1., 2.])))
print(vmap(torch.dot)(torch.arange(6.).view(2, 3), torch.ones(2, 3)), vmap(lambda a: a.sum(), in_dims=1)(torch.arange(6.).view(2, 3)))
vmap(torch.dot)(torch.ones(2, 3), torch.ones(3, 3))
functional_call(models[0], {'c.weight': torch.ones(1)}, (x,))
