import torch
from torch import nn
from torch.func import functional_call, stack_module_state, grad, vmap
model = nn.Linear(3, 2)
with torch.no_grad():
    _ = model.weight.copy_(torch.arange(6.).reshape(2, 3)); _ = model.bias.zero_()

params = dict(model.named_parameters())
x = torch.tensor([[1., 2., 3.]])
functional_call(model, params, (x,))
functional_call(model, {"bias": torch.ones(2)}, x)
functional_call(model, (params, {}), (x,))
functional_call(model, {"nothing": x}, (x,))
functional_call(model, 3, (x,))
model.bias
def loss(p, x): return functional_call(model, p, (x,)).pow(2).sum()

grad(loss)({k: v.detach() for k, v in params.items()}, x)
grad(loss)(params, x)["bias"].requires_grad
per_sample = vmap(grad(loss), in_dims=(None, 0))({k: v.detach() for k, v in params.items()}, torch.eye(3))
per_sample["weight"].shape, per_sample["bias"]
models = [nn.Linear(2, 1) for _ in range(3)]
p, b = stack_module_state(models)
{k: (v.shape, v.requires_grad) for k, v in p.items()}, b
stack_module_state([])
torch.func.functional_call is functional_call
