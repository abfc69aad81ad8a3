import torch
from torch import nn
import torch.nn.utils.parametrize as parametrize
from torch.nn.utils.parametrizations import weight_norm, spectral_norm
torch.manual_seed(0)
class Symmetric(nn.Module):
    def forward(self, x):
        return x.triu() + x.triu(1).transpose(-1, -2)

layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Symmetric())
print(layer.weight)
print([name for name, _ in layer.named_parameters()])
print(parametrize.is_parametrized(layer), parametrize.is_parametrized(layer, "bias"))
layer(torch.ones(1, 3)).sum().backward()
print(layer.parametrizations.weight.original.grad)
with parametrize.cached():
    print(layer.weight is layer.weight)

parametrize.remove_parametrizations(layer, "weight")
print(layer.weight)
parametrize.register_parametrization(layer, "nothing", Symmetric())
normed = weight_norm(nn.Linear(2, 3))
print(normed)
print(list(normed.state_dict()))
print(normed.weight)
normed(torch.ones(1, 2)).sum().backward()
print(normed.parametrizations.weight.original0.grad, normed.parametrizations.weight.original1.grad)
torch.manual_seed(1)
spectral = spectral_norm(nn.Linear(4, 3))
print(spectral)
print(torch.linalg.matrix_norm(spectral.weight, 2))
print(spectral(torch.ones(1, 4)))
spectral.eval()
print(spectral.weight)
