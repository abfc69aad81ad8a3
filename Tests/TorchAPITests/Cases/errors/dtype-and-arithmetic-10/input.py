import torch
torch.where(torch.ones(2), 1, 2)
torch.where(torch.tensor([True,False]), torch.ones(3), 0.)
torch.masked_select(torch.ones(3), torch.ones(3))
