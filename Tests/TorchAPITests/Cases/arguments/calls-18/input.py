import torch
torch.ones(2).reshape(1,"b")
torch.ones(2).permute("a")
torch.ones(2).permute()
torch.ones(2).expand("a")
