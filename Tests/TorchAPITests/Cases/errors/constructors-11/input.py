import torch
torch.rand("a")
torch.rand(2,3,requires_grad=1)
torch.empty(2,3,4,5,6,-1)
