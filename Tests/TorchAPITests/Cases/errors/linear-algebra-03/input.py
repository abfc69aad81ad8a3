import torch
torch.ones(2,3).trace(1)
torch.ones(2,2,2).trace()
torch.diag(torch.ones(2,2,2))
