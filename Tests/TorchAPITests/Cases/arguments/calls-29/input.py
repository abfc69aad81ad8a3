import torch
torch.empty("a")
torch.empty(2,-1)
torch.zeros_like(1)
torch.zeros_like(torch.ones(2),foo=1)
