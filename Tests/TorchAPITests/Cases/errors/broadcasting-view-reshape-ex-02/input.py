import torch
torch.ones(3).add_(torch.ones(2,3))
torch.ones(2,3).view(5)
torch.ones(2,3).reshape(4,2)
