import torch

torch.manual_seed(42)
torch.rand(2, 3)
torch.randn(2, 3)
torch.randint(0, 10, (5,))
torch.randperm(6)
torch.rand(1)
