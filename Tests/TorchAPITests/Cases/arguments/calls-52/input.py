import torch
torch.eq(1,2)
torch.eq(torch.ones(2),"a")
torch.foo
torch.nn.foo
