import torch
torch.ones(2).flatten("a")
torch.randn(2,3,generator=1)
torch.randperm("a")
torch.normal("a")
