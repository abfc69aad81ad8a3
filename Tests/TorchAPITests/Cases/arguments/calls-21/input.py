import torch
torch.ones(2).dim(1,2)
torch.ones(2).backward("a")
torch.ones(2).to("foo",1,2,3,4,5,6)
torch.ones(2).to()
