import torch
torch.ones(2) == torch.ones(3)
torch.ones(3).copy_(torch.ones(2))
torch.ones(2).fill_(torch.ones(2))
