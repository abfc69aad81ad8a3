import torch
torch.linspace(0,1)
torch.linspace(0,1,-1)
torch.full((2,),"a")
