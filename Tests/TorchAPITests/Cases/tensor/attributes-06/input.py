import torch

x = torch.tensor([1.7, -2.3])
x.int()
x.long()
x.float()
x.double()
x.half()
x.bfloat16()
x.bool()
x.short()
x.char()
x.to(torch.int64)
x.to(dtype=torch.float64)
x.to("cpu")
x.to(torch.device("cpu"), torch.float16)
x.to(torch.ones(1, dtype=torch.int32))
x.type(torch.int64)
x.type("torch.DoubleTensor")
x.type(torch.LongTensor)
x.type()
x.type_as(torch.tensor([1]))
x.to(torch.float32) is x
x.float() is x
x.cpu() is x
