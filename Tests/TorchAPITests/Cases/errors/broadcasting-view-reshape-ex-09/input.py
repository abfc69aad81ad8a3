import torch
torch.ones(2,dtype=torch.uint8).fill_(300)
torch.ones(3).view(3,1).expand(3,4).add_(1)
