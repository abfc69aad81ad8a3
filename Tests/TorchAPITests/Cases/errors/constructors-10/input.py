import torch
torch.zeros()
torch.randn(2,dtype=torch.int64)
torch.rand(2,dtype=torch.int32)
