import torch

torch.zeros(3, 4)
torch.arange(24).reshape(2, 3, 4)
torch.arange(1001)
torch.arange(10000.).reshape(100, 100)
