import torch
torch.ones(3,dtype=torch.int64).__setitem__(0, "a")
torch.max(torch.empty(0))
torch.ones(0).argmax()
