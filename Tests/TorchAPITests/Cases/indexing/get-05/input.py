import torch

x = torch.zeros(3)
x[5] = 1
x[0:2] = torch.ones(3)
x[0] = torch.ones(2)
x[0] = "a"
x[0] = None
torch.zeros(2, dtype=torch.int64).__setitem__(0, 2.7)
del x[0]
x[0] += 5
x
x[[0, 1]] += 1
x
y = torch.zeros(2, dtype=torch.int64)
y[0] = 2.7
y
y[1] = torch.tensor(3.9)
y
y[0] = True
y
