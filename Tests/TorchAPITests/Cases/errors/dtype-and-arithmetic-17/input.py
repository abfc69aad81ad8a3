import torch
torch.tensor([1.5]) % 0
torch.tensor([5]).remainder(torch.tensor([0]))
