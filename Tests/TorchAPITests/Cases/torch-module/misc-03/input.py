import torch

d = torch.device("cuda", 0)
d
d.type
d.index
torch.device("cpu").index
torch.device("cpu") == torch.device("cpu")
torch.device("cpu") == "cpu"
torch.device("cuda:0") == torch.device("cuda")
torch.device(type="cpu")
torch.device("foo")
torch.float32 == torch.float
torch.float32 is torch.float
torch.float32.is_floating_point
torch.int64.is_floating_point
torch.complex64.is_complex
torch.float32.itemsize
{torch.float32: 1}[torch.float]
torch.promote_types(torch.int32, torch.float32)
torch.result_type(torch.tensor([1]), 1.5)
torch.can_cast(torch.float, torch.int)
