import torch

torch.zeros(-1)
torch.ones(2, -3)
torch.full((-1,), 1)
torch.eye(-2)
torch.randn(-1)
torch.arange(1, 0)
torch.arange(0, 1, 0)
torch.empty(-2)
torch.zeros(10**12, 10**12)
