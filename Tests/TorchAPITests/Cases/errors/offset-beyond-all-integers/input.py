import torch
torch.diag_embed(torch.ones(2,2), 2**63-1)
torch.diag_embed(torch.ones(2,2), -2**63)
torch.ones(2,2).diagflat(2**63-1)
