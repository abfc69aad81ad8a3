import torch
torch.ones(2).foo
torch.foo
torch.ones(2).add()
