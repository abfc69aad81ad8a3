import torch

x = torch.arange(4).reshape(2, 2)
x.T
x.mT
x.H
x.t()
x.real
torch.tensor([1 + 2j]).real
torch.tensor([1 + 2j]).imag
torch.tensor([1 + 2j]).conj()
torch.tensor(3).T
torch.tensor([1.]).imag
