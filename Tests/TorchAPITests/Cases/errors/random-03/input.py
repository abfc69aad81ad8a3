import torch
torch.bernoulli(torch.tensor([2.]))
torch.randperm(-1)
torch.manual_seed("a")
