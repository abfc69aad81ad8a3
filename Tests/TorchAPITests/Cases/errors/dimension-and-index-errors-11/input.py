import torch
torch.ones(0,2).max(dim=0)
torch.ones(3).topk(5)
torch.ones(3).kthvalue(4)
