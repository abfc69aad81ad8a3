import torch
torch.ones(2)[None,None,5]
torch.ones(2,3)[:, [0,5]]
torch.ones(2,3)[[0,1],[0,1,2]]
