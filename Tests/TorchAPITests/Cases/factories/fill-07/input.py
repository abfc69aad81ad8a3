import torch

a = torch.ones(2, 3, dtype=torch.float64)
torch.zeros_like(a)
torch.ones_like(a)
torch.full_like(a, 3)
torch.empty_like(a).shape
torch.zeros_like(a, dtype=torch.int32)
torch.ones_like(torch.tensor([1, 2]))
torch.ones_like(torch.tensor([1, 2]), dtype=torch.float)
torch.zeros_like(a, requires_grad=True)
torch.ones_like(input=a)
