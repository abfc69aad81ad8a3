import torch
torch.ones(2,3).view(-1,-1)
torch.ones(2,3).view(-1,4)
torch.ones(2,3).t().view(6)
