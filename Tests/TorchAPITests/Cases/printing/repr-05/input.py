import torch

[torch.tensor(1), torch.tensor([2.])]
{"a": torch.tensor([1, 2])}
(torch.tensor([[1], [2]]),)
torch.Size([2, 3])
torch.Size([])
torch.float32, torch.int64, torch.bool, torch.half
torch.device("cpu")
str(torch.device("cpu"))
torch.device("cuda:1")
torch.strided
torch.contiguous_format
