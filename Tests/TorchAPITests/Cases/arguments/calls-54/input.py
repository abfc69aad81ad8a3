import torch
torch.ones(2).shape = 3
torch.ones(2).foo = 3
torch.ones(2).T = 3
torch.float32.foo
