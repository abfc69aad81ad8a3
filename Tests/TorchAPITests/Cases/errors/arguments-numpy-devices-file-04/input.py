import torch
torch.add(torch.ones(2))
torch.add(torch.ones(2), "a")
torch.ones(2) + "a"
