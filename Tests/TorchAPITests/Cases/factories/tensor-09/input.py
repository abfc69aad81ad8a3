import torch

torch.as_tensor([1, 2])
a = torch.ones(2)
torch.as_tensor(a) is a
torch.as_tensor(a, dtype=torch.float64)
torch.asarray([1, 2, 3])
torch.Tensor([1, 2, 3])
torch.Tensor(2, 3).shape
torch.Tensor().shape
torch.FloatTensor([1, 2])
torch.LongTensor([1, 2])
torch.DoubleTensor([1, 2])
torch.IntTensor([1, 2])
torch.BoolTensor([True, False])
torch.ByteTensor([1, 2])
