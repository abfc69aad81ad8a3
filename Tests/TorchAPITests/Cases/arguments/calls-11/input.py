import torch
torch.rand(2,"a")
torch.rand(2,foo=1)
torch.arange()
torch.arange("a")
