import torch
torch.flip(torch.ones(2),"a")
torch.roll(torch.ones(2),"a")
torch.tril("a")
torch.diag(1)
