import torch
torch.ones(3)["a"]
torch.ones(3)[1.5]
torch.ones(3)[::-1]
