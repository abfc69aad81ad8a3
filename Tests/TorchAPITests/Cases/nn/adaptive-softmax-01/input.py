import torch
from torch import nn
import torch.nn.functional as F
torch.manual_seed(0)
m = nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10])
print(m)
x = torch.randn(4, 8); t = torch.tensor([1, 7, 15, 0])
out = m(x, t)
print(out.output, out.loss)
print(m.predict(x), m.log_prob(x).shape)
