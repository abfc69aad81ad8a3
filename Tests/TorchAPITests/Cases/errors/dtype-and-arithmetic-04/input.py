import torch
torch.ones(2,dtype=torch.int64).mul_(torch.ones(2))
torch.ones(2,dtype=torch.bool).add_(1)
torch.ones(2).bool().logical_and_(torch.ones(3))
