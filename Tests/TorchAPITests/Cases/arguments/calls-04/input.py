import torch
torch.exp(torch.ones(2),foo=1)
torch.exp()
torch.exp(torch.ones(2),torch.ones(2))
torch.exp(torch.ones(2),input=torch.ones(2))
