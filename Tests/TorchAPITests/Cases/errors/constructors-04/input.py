import torch
torch.zeros("a")
torch.zeros(-1)
torch.ones(2,3,4.5)
