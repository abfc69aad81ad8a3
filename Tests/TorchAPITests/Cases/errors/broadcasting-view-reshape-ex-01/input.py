import torch
torch.ones(2,3) + torch.ones(2,2)
torch.ones(3) * torch.ones(4)
torch.ones(2,3).add_(torch.ones(4))
