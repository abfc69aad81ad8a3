import torch
torch.Tensor(2,3,"a")
torch.tensor(1,2)
torch.tensor()
