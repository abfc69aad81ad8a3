import torch
torch.ones(2).sum(axis="a")
torch.ones(2).sum("a")
torch.ones(2).sum(foo=1)
torch.ones(2).exp(1)
