import torch
torch.Tensor("a")
torch.Tensor(1.5)
torch.allclose(1,2)
torch.allclose(torch.ones(2),torch.ones(2),atol="a")
