import torch
torch.ones(2)[object()]
torch.ones(2)[1:2:1.5]
torch.add(torch.ones(2),torch.ones(2),alpha="a")
torch.add(torch.ones(2),torch.ones(2),beta=1)
