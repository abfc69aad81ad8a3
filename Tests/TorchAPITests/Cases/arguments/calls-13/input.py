import torch
torch.ones(2,dtype="float32")
torch.ones(2,device=3.5)
torch.cat(1)
torch.cat([1,2])
