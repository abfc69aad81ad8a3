import torch

torch.tensor([1, 2], dtype=torch.float64)
torch.tensor([1.7, -2.7], dtype=torch.int64)
torch.tensor([0, 1, 2], dtype=torch.bool)
torch.tensor([1, 2], dtype=torch.uint8)
torch.tensor([1., 2.], dtype=torch.float16)
torch.tensor([1., 2.], dtype=torch.bfloat16)
torch.tensor([1, 2], dtype=torch.complex64)
torch.tensor([1, 2], dtype=float)
torch.tensor([1, 2], dtype=int)
torch.tensor([1, 0], dtype=bool)
