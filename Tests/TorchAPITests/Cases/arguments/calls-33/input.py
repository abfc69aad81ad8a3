import torch
torch.ones(2).cumsum()
torch.ones(2).cumsum("a")
torch.einsum("ij")
torch.einsum(1)
