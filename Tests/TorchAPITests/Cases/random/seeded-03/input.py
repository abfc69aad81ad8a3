import torch

g = torch.Generator()
g.manual_seed(7)
torch.rand(3, generator=g)
torch.randn(2, generator=g)
torch.randperm(4, generator=g)
g.initial_seed()
torch.initial_seed()
torch.manual_seed(3).initial_seed()
torch.initial_seed()
