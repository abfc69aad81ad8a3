import torch
torch.ones(3)[torch.tensor([1.0])]
torch.ones(3)[torch.tensor([True,False])]
torch.ones(2,3)[torch.tensor([True,False,True])]
