import torch
torch.exp(1.0)
torch.sqrt(2)
torch.relu([1.])
