import torch
torch.ones(2,3).softmax(dim=3)
torch.ones(2,3)[2]
torch.ones(2,3)[0,3]
