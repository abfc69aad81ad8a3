import torch

torch.finfo(torch.float32)
torch.finfo(torch.float32).eps
torch.finfo(torch.float64).max
torch.finfo().dtype
torch.iinfo(torch.int32)
torch.iinfo(torch.int64).max
torch.iinfo(torch.uint8).min
torch.finfo(torch.float16).tiny
torch.finfo(torch.bfloat16)
torch.finfo(torch.float32).bits
