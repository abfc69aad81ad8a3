import torch
torch.eye(-1)
torch.range(0,2)
torch.tensor(10**20)
