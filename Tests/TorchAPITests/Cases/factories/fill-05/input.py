import torch

torch.linspace(0, 1, 5)
torch.linspace(0, 10, steps=11)
torch.linspace(-1, 1, 3, dtype=torch.float64)
torch.linspace(1, 1, 1)
torch.linspace(0, 1, 0)
torch.logspace(0, 2, 3)
torch.linspace(start=-10, end=10, steps=5)
