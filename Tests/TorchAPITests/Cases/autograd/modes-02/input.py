import torch

x = torch.ones(2, requires_grad=True)
with torch.set_grad_enabled(False):
    (x * 2).requires_grad
torch.set_grad_enabled(False)
(x * 2).requires_grad
torch.set_grad_enabled(True)
(x * 2).requires_grad
with torch.no_grad():
    with torch.enable_grad():
        print((x * 2).requires_grad)
torch.is_grad_enabled()
try:
    with torch.no_grad():
        raise ValueError("x")
except ValueError:
    print(torch.is_grad_enabled())
