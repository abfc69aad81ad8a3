import torch
torch.arange(1,2,3,4)
torch.linspace(1,2,3,4)
torch.eye("a")
torch.eye(2,3,4)
