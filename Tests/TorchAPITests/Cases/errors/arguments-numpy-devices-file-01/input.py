import torch
torch.ones(2).cuda()
torch.ones(2,device="cuda")
torch.device("foo")
