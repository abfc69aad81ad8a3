import torch
torch.arange(0,5,-1)
torch.arange(5,0)
torch.arange(0,1,0)
