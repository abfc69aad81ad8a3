import torch
torch.ones(3)[0:2:0]
torch.ones(5).index_select(0, torch.tensor([7]))
torch.ones(5).index_select(0, torch.tensor([1.]))
