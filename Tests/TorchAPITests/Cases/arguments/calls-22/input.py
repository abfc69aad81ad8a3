import torch
torch.ones(2).to(dtype="x")
torch.ones(2).type(1)
torch.ones(2).float(1)
