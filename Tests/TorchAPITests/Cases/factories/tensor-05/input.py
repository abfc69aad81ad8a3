import torch

torch.tensor([torch.tensor(1), torch.tensor(2)])
torch.tensor([torch.tensor(1.), 2])
torch.tensor([[torch.tensor(1.5), 2], [3, 4]])
torch.tensor([torch.tensor([1, 2]), torch.tensor([3, 4])])
torch.tensor(torch.tensor([1, 2]))
torch.tensor(torch.ones(2), dtype=torch.int32)
