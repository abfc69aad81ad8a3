import torch
torch.bmm(torch.ones(1,2,2),torch.ones(1,2,2).double())
torch.addmm(torch.ones(2,2),torch.ones(2,2).double(),torch.ones(2,2))
torch.cdist(torch.ones(2,3),torch.ones(2,4))
