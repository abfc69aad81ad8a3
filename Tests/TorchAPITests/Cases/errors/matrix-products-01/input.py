import torch
torch.ones(2,3) @ torch.ones(2,3)
torch.mm(torch.ones(2,3), torch.ones(4,5))
torch.matmul(torch.ones(3), torch.ones(4))
