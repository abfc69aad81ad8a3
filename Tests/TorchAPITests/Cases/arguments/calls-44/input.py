import torch
torch.ones(2).var(foo=1)
torch.ones(2).any("a")
torch.ones(2).chunk("a")
torch.ones(2).repeat_interleave("a")
