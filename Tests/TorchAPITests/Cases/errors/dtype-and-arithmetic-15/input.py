import torch
torch.tensor([300]).to(torch.uint8)
torch.ones(2,dtype=torch.uint8)+300
torch.ones(2)*10**400
