import torch
torch.ones(2).view("a")
torch.ones(2).reshape()
torch.ones(2).flatten(2)
