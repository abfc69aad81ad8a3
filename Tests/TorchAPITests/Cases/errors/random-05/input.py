import torch
torch.ones(2).exponential_(-1)
torch.ones(2,dtype=torch.int64).normal_()
torch.ones(2,dtype=torch.int64).uniform_()
