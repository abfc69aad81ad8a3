import torch
torch.ones(2,3,4).t()
torch.ones(2,3).permute(0)
torch.ones(2,3).permute(0,0)
