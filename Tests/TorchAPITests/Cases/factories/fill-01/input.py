import torch

torch.zeros(3)
torch.zeros(2, 3)
torch.zeros((2, 3))
torch.zeros([2, 2])
torch.zeros(torch.Size([1, 2]))
torch.zeros(())
torch.zeros(0)
torch.zeros(2, 0)
torch.zeros(size=(2,))
torch.zeros(2, dtype=torch.int64)
