import torch

x = torch.ones(2, requires_grad=True)
with torch.inference_mode():
    y = x * 2
    print(y.requires_grad, torch.is_inference_mode_enabled(), y.is_inference())
y * 2
y.add_(1)
y.is_inference()
@torch.inference_mode()
def f(a):
    return a + 1
f(x).requires_grad
y * x
