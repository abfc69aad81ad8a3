import torch
torch.cat(torch.ones(2), torch.ones(2))
torch.cat([torch.ones(2,3)], dim=2)
torch.stack([torch.ones(2), torch.ones(3)])
