import torch
torch.ones(2) + None
torch.ones(2) + [1,2]
torch.sum([1,2])
