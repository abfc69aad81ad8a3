import torch
torch.logsumexp(torch.ones(2))
torch.unsqueeze(torch.ones(2))
torch.outer(1,2)
torch.set_default_dtype("a")
