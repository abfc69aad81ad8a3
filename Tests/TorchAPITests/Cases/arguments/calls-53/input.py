import torch
import torch.nn.functional as F
torch.linalg.foo
F.foo
torch.optim.foo
torch.ones(2).foo
