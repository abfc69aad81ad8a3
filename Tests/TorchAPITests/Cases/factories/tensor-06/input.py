import torch

torch.tensor([[1, 2], [3]])
torch.tensor([[1, 2], 3])
torch.tensor([1, [2, 3]])
torch.tensor([1, "a"])
torch.tensor(["a"])
torch.tensor("a")
torch.tensor(None)
torch.tensor([None])
torch.tensor({})
torch.tensor({1: 2})
torch.tensor(object)
torch.tensor([[[1], [2]], [[3], [4, 5]]])
