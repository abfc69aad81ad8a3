import torch
torch.tensor([True]) - torch.tensor([False])
-torch.tensor([True])
torch.tensor([True]) - 1
