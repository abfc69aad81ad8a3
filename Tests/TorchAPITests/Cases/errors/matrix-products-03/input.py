import torch
torch.mm(torch.ones(3), torch.ones(3,3))
torch.bmm(torch.ones(2,3,4), torch.ones(2,3,4))
torch.bmm(torch.ones(2,3,4), torch.ones(3,4,5))
