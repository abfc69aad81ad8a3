import torch
from torch import nn
nn.LazyLinear(3).state_dict()
nn.LazyBatchNorm1d().state_dict()
nn.LazyConv2d(3, 2).weight.shape
[(n, p.shape) for n, p in nn.LazyBatchNorm1d().named_parameters()]
m = nn.LazyLinear(3)
m.load_state_dict(nn.Linear(2, 3).state_dict())
m, m.weight.shape
m(torch.ones(1, 2)).shape
m
m = nn.LazyLinear(3)
m.load_state_dict(nn.Linear(2, 4).state_dict())
m.weight.shape
m = nn.LazyLinear(3)
m(torch.ones(2, 4)).shape
m, m.weight.shape, list(m.state_dict())
m = nn.LazyBatchNorm1d()
m.load_state_dict(nn.LazyBatchNorm1d().state_dict())
m.load_state_dict(nn.BatchNorm1d(3).state_dict())
m.running_mean
