import torch
torch.ones(2) < "a"
torch.ones(2) < None
torch.ones(2) ** "a"
torch.ones(2) @ 1
