import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
x = torch.randn(2, 3, 8)
print(F.lp_pool1d(x, 2, 2)); print(nn.LPPool2d(2, 2)(torch.randn(1, 1, 4, 4)))
print(F.adaptive_max_pool1d(x, 3))
print(nn.LazyLinear(4)); l = nn.LazyLinear(4); l(x); print(l)
print(nn.LazyConv2d(4, 3)); 
print(F.max_unpool1d(*F.max_pool1d(x, 2, return_indices=True), 2))
print(nn.MultiLabelMarginLoss()(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([[3, 0, -1, 1]])))
print(nn.CTCLoss())
