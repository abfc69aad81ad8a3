import torch
torch.tensor([2]) ** -1
torch.tensor([2]).pow(torch.tensor([-1]))
torch.tensor([1]) // 0
