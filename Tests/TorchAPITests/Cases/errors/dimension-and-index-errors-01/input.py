import torch
torch.ones(2,3).sum(dim=2)
torch.ones(2,3).unsqueeze(4)
torch.ones(2,3).transpose(0,2)
