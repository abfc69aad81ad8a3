import torch
torch.ones(2).transpose(0)
torch.ones(2).transpose(0,"a")
torch.ones(2).max("a")
torch.ones(2).max(dim="a",keepdim=1)
