import torch
torch.ones(2).sub("a")
torch.ones(2).mul()
torch.sum()
