import torch
torch.clamp(torch.ones(2),"a")
torch.clamp(torch.ones(2),min="a",max=2)
torch.ones(2).std("x")
torch.ones(2).mean(foo=2)
