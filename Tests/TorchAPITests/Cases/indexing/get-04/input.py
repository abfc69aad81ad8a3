import torch

x = torch.zeros(3, 4)
x[0] = 1
x
x[1, 2] = 5.5
x[:, 0] = torch.tensor([7., 8., 9.])
x[x == 0] = -1
x
x[[0, 2]] = 3.
x
x[torch.tensor([1])] = torch.arange(4.)
x
x[..., -1] = 0
x[2, 1:3] = torch.tensor([10, 20])
x
x[:] = 2
x
