import torch
torch.bincount(torch.tensor([-1]))
torch.bincount(torch.ones(2))
torch.tensor([True]) & 1.5
