import torch
torch.ones(2,3).roll((1,1),(0,))
torch.ones(2).narrow(0,1,5)
torch.ones(2,2).diagonal(0,0,0)
