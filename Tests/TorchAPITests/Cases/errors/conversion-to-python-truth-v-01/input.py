import torch
torch.ones(2).item()
torch.ones(0).item()
float(torch.ones(2))
