import torch
torch.ones(2).requires_grad_("a")
torch.ones(2).requires_grad_(1)
torch.ones(2).detach(1)
torch.ones(2).clone(1)
