import torch
torch.stack([torch.ones(2)],0,1)
torch.matmul(torch.ones(2))
torch.matmul(torch.ones(2),1)
torch.mm(1,2)
