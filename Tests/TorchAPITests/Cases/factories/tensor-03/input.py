import torch

torch.tensor([True, False])
torch.tensor([True, 2])
torch.tensor([1, 2.5])
torch.tensor([True, 1.5])
torch.tensor([1, 2j])
torch.tensor([1.5, 2j])
torch.tensor([[1, 2], [3, 4.]])
