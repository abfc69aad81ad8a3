import torch

x = torch.tensor([1., 2.], requires_grad=True)
x
x * 2
(x * 2).sum()
x.detach()
x.exp().view(1, 2)
torch.ones(2, 2, dtype=torch.float64, requires_grad=True) + 1
