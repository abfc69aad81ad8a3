import torch
1 - torch.tensor([True])
torch.ones(2,dtype=torch.int64).add_(1.5)
torch.ones(2,dtype=torch.int64).div_(2)
