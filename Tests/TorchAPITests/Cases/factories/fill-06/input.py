import torch

torch.eye(3)
torch.eye(2, 3)
torch.eye(2, dtype=torch.int64)
torch.eye(0)
torch.eye(n=2, m=2)
