import torch
torch.ones(3).masked_fill(torch.ones(3), 0)
torch.ones(3).masked_fill(torch.tensor([True,False,True]), torch.ones(2))
torch.allclose(torch.ones(2),torch.ones(2).double())
