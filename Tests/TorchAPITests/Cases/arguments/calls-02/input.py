import torch
torch.ones(2).mul()
torch.ones(2).mul(1,2)
torch.addmm(torch.ones(2))
torch.addmm()
