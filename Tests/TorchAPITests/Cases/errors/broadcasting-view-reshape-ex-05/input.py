import torch
torch.ones(3).expand(2)
torch.ones(3).expand(2,-1,3)
torch.ones(2,3).repeat(2)
