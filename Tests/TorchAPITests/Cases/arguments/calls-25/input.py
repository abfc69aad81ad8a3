import torch
torch.pow(2,"a")
torch.pow(2,3)
torch.ones(2).div(2,rounding_mode="foo")
torch.ones(2).div(2,rounding_mode=1)
