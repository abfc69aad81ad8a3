import torch

x = torch.arange(12).reshape(3, 4)
x[0]
x[-1]
x[0, 1]
x[0][1]
x[:, 1]
x[1:, :2]
x[::2]
x[:, ::2]
x[..., 0]
x[..., -1:]
x[None].shape
x[:, None, :].shape
x[0, None].shape
x[True].shape
x[False].shape
x[()]
x[...].shape
