import torch
torch.tensor([1,None])
torch.tensor(None)
torch.tensor([torch.ones(2), torch.ones(2)])
