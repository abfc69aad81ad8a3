import torch
torch.ones(2,2).norm(p="foo")
