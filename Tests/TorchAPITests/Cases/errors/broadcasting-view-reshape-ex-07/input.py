import torch
torch.ones(2,3).flatten(1,0)
torch.ones(2,3).unflatten(1,(2,2))
torch.broadcast_tensors(torch.ones(2),torch.ones(3))
