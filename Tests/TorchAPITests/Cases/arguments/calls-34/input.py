import torch
torch.tensordot(1,2)
torch.dot(torch.ones(2),2)
torch.ones(2).dot()
torch.ones(2).lt("a")
