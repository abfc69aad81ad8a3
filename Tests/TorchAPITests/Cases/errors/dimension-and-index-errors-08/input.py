import torch
torch.ones(2,2).gather(1, torch.tensor([[2]]))
torch.ones(2,2).gather(1, torch.tensor([0]))
torch.ones(2).scatter(0, torch.tensor([5]), 1.)
