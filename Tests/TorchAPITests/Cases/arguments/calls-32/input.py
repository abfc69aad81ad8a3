import torch
torch.norm(1)
torch.ones(2).new_zeros("a")
torch.ones(2).index_select(0,1)
torch.ones(2).masked_fill(1,1)
