import torch
torch.normal(0.,1.)
torch.tensor([1],foo=1)
torch.tensor([1],dtype="a")
torch.tensor()
