import torch
torch.stack([])
torch.ones(4).split([1,2])
torch.ones(4).split(-1)
