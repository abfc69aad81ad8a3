import torch

torch.tensor([1, 2, 3])
torch.tensor([1., 2.5])
torch.tensor([[1, 2], [3, 4]])
torch.tensor(5)
torch.tensor(True)
torch.tensor(1.5)
torch.tensor(1 + 2j)
