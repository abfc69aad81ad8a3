import torch

x = torch.ones(2, requires_grad=True)
with torch.no_grad():
    y = x * 2
    print(y.requires_grad, torch.is_grad_enabled())
torch.is_grad_enabled()
@torch.no_grad()
def f(x):
    return x * 2
f(x).requires_grad
@torch.no_grad
def g(x):
    return x * 2
g(x).requires_grad
f.__name__
