import torch
from torch import nn
from torch.nn.utils import parametrize
from torch.nn.utils.parametrizations import orthogonal, weight_norm, spectral_norm
torch.manual_seed(0)
def same(w):
    w = w.detach()
    w = w if w.size(-2) >= w.size(-1) else w.mT
    return torch.allclose(w.mT @ w, torch.eye(w.size(-1)), atol=1e-5)
square = orthogonal(nn.Linear(3, 3))
square
square.weight
same(square.weight)
square.state_dict().keys()
square.parametrizations.weight.original
tall = orthogonal(nn.Linear(2, 4))
tall.weight
tall.parametrizations.weight.original
wide = orthogonal(nn.Linear(4, 2))
wide.weight
same(wide.weight)
for kind in ("matrix_exp", "cayley", "householder"):
    torch.manual_seed(1)
    layer = orthogonal(nn.Linear(3, 5), orthogonal_map=kind)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    for step in range(4):
        loss = (layer(torch.ones(2, 3)) - 1).square().mean()
        optimizer.zero_grad(); loss.backward(); optimizer.step()
        print(kind, step, f"{loss.item():.4f}", same(layer.weight))
    print(layer.weight)
plain = orthogonal(nn.Linear(3, 4), orthogonal_map="householder", use_trivialization=False)
plain.weight
plain.parametrizations.weight.original
plain.state_dict().keys()
free = orthogonal(nn.Linear(3, 3), orthogonal_map="cayley", use_trivialization=False)
free.weight
free.weight = torch.eye(3)
square.weight = nn.init.orthogonal_(torch.empty(3, 3))
square.weight
square.weight = torch.ones(2, 3)
parametrize.is_parametrized(square)
parametrize.remove_parametrizations(square, "weight")
square.weight
orthogonal(nn.Linear(3, 3), "nothing")
orthogonal(nn.Linear(3, 3), "bias")
orthogonal(nn.Linear(3, 3), orthogonal_map="other")
batch = nn.Module()
batch.frames = nn.Parameter(torch.randn(2, 4, 2))
orthogonal(batch, "frames")
batch.frames
layer = spectral_norm(nn.Linear(4, 3))
layer
layer.weight
layer(torch.ones(1, 4))
layer.eval()
layer(torch.ones(1, 4))
torch.linalg.svdvals(layer.weight.detach())
layer.state_dict().keys()
layer = weight_norm(nn.Linear(4, 3))
layer
layer(torch.ones(1, 4)).sum().backward()
layer.parametrizations.weight.original0.grad
layer.parametrizations.weight.original1.grad
layer.parametrizations.weight.original0
layer.weight = torch.ones(3, 4)
layer.parametrizations.weight.original0
conv = weight_norm(nn.Conv2d(1, 2, 2), dim=None)
conv.parametrizations.weight.original0
class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).mT
    def right_inverse(self, x):
        return x.triu()
class Doubled(nn.Module):
    def forward(self, x):
        return x * 2
    def right_inverse(self, x):
        return x / 2
layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Symmetric())
parametrize.register_parametrization(layer, "weight", Doubled())
torch.allclose(layer.weight, layer.weight.mT)
layer.parametrizations.weight
layer.parametrizations
[name for name, _ in layer.named_parameters()]
with parametrize.cached():
    print(layer.weight is layer.weight)
layer.weight is layer.weight
type(layer)
layer.weight.grad_fn
parametrize.remove_parametrizations(layer, "weight", leave_parametrized=False)
layer.weight
parametrize.type_before_parametrizations(layer)
class Bad(nn.Module):
    def forward(self, x):
        return x[:2]
parametrize.register_parametrization(nn.Linear(3, 3), "weight", Bad())
parametrize.register_parametrization(nn.Linear(3, 3), "other", Bad())
class Types(nn.Module):
    def forward(self, x):
        return x.double()
parametrize.register_parametrization(nn.Linear(3, 3), "weight", Types())
class Rank(nn.Module):
    def forward(self, a, b):
        return a @ b
    def right_inverse(self, x):
        u, s, v = torch.linalg.svd(x, full_matrices=False)
        return u[:, :1] * s[0], v[:1]
layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Rank())
torch.linalg.matrix_rank(layer.weight.detach())
[(name, tuple(p.shape)) for name, p in layer.named_parameters()]
import copy
twin = copy.deepcopy(layer)
torch.equal(twin.weight, layer.weight)
twin.load_state_dict(layer.state_dict())
parametrize.remove_parametrizations(layer, "weight", leave_parametrized=False)
parametrize.remove_parametrizations(layer, "bias")
nn.Sequential(nn.Linear(2, 2), spectral_norm(nn.Linear(2, 2)))
