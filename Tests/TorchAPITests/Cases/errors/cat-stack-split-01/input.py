import torch
torch.cat([torch.ones(2,3), torch.ones(2,4)])
torch.cat([torch.ones(2,3), torch.ones(2)])
torch.cat([])
