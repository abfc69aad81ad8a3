import torch
torch.ones(2,3).view(-2,3)
torch.ones(0,3).view(-1,0)
torch.ones(2,3).expand(2,4)
