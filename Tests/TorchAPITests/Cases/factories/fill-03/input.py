import torch

torch.full((2, 3), 7)
torch.full((2,), 1.5)
torch.full((2,), True)
torch.full((), 3.5)
torch.full((2,), 1, dtype=torch.float64)
torch.full((2,), 2.7, dtype=torch.int64)
torch.full([2], 1 + 1j)
torch.full(size=(2,), fill_value=3)
