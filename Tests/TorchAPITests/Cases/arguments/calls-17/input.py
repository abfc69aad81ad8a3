import torch
torch.ones(2).view(1.5)
torch.ones(2).view((1,"a"))
torch.ones(2).reshape("a")
torch.ones(2).reshape(1.5,2)
