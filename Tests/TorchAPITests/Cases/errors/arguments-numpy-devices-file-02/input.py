import torch
torch.ones(2).to("foo")
torch.ones(2).to(5)
torch.ones(2).type("foo")
