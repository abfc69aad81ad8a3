import torch

x = torch.arange(12).reshape(3, 4)
x[[0, 2]]
x[[0, 2], [1, 3]]
x[[[0, 1]]]
x[[0, 2], :]
x[:, [0, 2]]
x[torch.tensor([0, 2])]
x[torch.tensor([[0, 1], [1, 2]])].shape
x[torch.tensor(1)]
x[torch.tensor([True, False, True])]
x[x > 5]
x[x > 100]
x[[True, False, True]]
x[:, torch.tensor([0, 1])]
x[0, [1, 2]]
x[(0, 1)]
x[range(2)]
x[torch.tensor([-1])]
x[1, ..., 2]
