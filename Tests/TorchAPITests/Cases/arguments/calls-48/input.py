import torch
torch.finfo(torch.int32)
torch.iinfo(torch.float32)
torch.finfo("a")
torch.save()
