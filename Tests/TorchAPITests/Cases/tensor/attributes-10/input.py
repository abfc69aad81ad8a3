import torch

dir(torch.ones(1))[:3]
hasattr(torch.ones(1), "sum")
hasattr(torch.ones(1), "foo")
getattr(torch.ones(2), "sum")()
isinstance(torch.ones(1), torch.Tensor)
isinstance(1, torch.Tensor)
type(torch.ones(1))
torch.is_tensor(torch.ones(1))
torch.is_tensor(1)
torch.is_floating_point(torch.ones(1))
torch.numel(torch.ones(2, 3))
callable(torch.ones(1))
type(torch.float32)
type(torch.Size([1]))
torch.typename(torch.ones(1))
torch.typename(torch.ones(1, dtype=torch.int64))
torch.ones(2)()
