import torch
torch.ones(2).repeat("a")
torch.ones(2).squeeze("a")
torch.ones(2).squeeze(1.5)
torch.ones(2).size("a")
