import torch

torch.tensor([1., 2.], requires_grad=True)
torch.tensor(1., requires_grad=True)
torch.tensor([1, 2], requires_grad=True)
torch.tensor([1 + 1j], requires_grad=True)
x = torch.tensor([1.0], dtype=torch.float64, requires_grad=True)
x
x.requires_grad, x.is_leaf, x.grad, x.grad_fn
