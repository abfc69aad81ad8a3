import torch
torch.max(torch.ones(2),"a")
torch.max(torch.ones(2),1,2,3)
torch.prod(torch.ones(2),"a")
torch.var(torch.ones(2),"a")
