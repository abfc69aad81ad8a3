import torch
torch.ones(2).bernoulli_(1.5)
torch.ones(2).uniform_(2,1)
torch.ones(2).normal_(0,-1)
