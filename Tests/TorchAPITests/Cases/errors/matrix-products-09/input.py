import torch
torch.tensordot(torch.ones(2,3),torch.ones(2,3),1)
torch.tensor([1,2,3]) @ torch.tensor([1.,2.,3.])
