import torch
torch.tensor([[1,2],[3]])
torch.tensor([1,"a"])
torch.tensor("a")
