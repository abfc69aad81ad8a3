import torch
from torch import nn
from torch.func import functional_call, grad, vmap, jacrev, hessian, stack_module_state
torch.manual_seed(0)
m = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1))
params = dict(m.named_parameters())
x = torch.randn(5, 2)
print(torch.equal(functional_call(m, params, (x,)), m(x)))
zero = {k: torch.zeros_like(v) for k, v in params.items()}
print(functional_call(m, zero, (x,)).flatten(), m[0].weight.sum() != 0)
detached = {k: v.detach() for k, v in params.items()}
def loss(p, a, b): return (functional_call(m, p, (a,)) - b).square().mean()
g = grad(loss)(detached, x, torch.ones(5, 1))
print({k: tuple(v.shape) for k, v in g.items()}, g["2.bias"])
per = vmap(grad(loss), in_dims=(None, 0, 0))(detached, x, torch.ones(5, 1))
print(per["2.bias"].shape, torch.allclose(per["2.bias"].mean(0), g["2.bias"]))
# MAML-like inner step
inner = {k: v - 0.1 * gv for (k, v), gv in zip(params.items(), torch.autograd.grad(loss(params, x, torch.ones(5, 1)), params.values(), create_graph=True))}
outer = loss(inner, x, torch.zeros(5, 1)); outer.backward()
print(outer, m[2].bias.grad)
functional_call(m, {"nope": torch.ones(1)}, (x,))
print(jacrev(lambda v: v ** 2)(torch.tensor([1., 2.])), hessian(lambda v: (v ** 3).sum())(torch.tensor([1., 2.])))
models = [nn.Linear(2, 1) for _ in range(3)]
ps, bs = stack_module_state(models)
print({k: tuple(v.shape) for k, v in ps.items()})
print(vmap(lambda p: functional_call(models[0], p, (x,)))(ps).shape)
