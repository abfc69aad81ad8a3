import torch
torch.where(1)
torch.where(torch.ones(2)>0,"a",2)
torch.ones(2).view("a")
torch.ones(2).view()
