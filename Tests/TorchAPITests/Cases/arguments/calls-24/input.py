import torch
torch.ones(2).add_("a")
torch.ones(2).fill_("a")
torch.ones(2).fill_()
torch.ones(2).pow("a")
