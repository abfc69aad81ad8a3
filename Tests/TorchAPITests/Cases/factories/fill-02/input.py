import torch

torch.ones(2, 3)
torch.ones(2, dtype=torch.bool)
torch.ones(2, dtype=torch.float64, requires_grad=True)
torch.ones((2,), device="cpu")
torch.ones(2, device=torch.device("cpu"))
torch.ones(*(2, 2))
a = torch.ones(2, 3)
torch.ones(a.shape)
torch.ones(*a.shape)
torch.ones(torch.tensor(2), 3)
