import torch
from torch import nn
torch.manual_seed(0)
m = torch.nn.utils.weight_norm(nn.Linear(3, 2))
print(m); print([n for n, _ in m.named_parameters()])
y = m(torch.ones(1, 3)); print(y)
y.sum().backward(); print(m.weight_g.grad, m.weight_v.grad)
