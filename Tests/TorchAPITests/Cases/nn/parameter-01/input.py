import torch
import torch.nn as nn

p = nn.Parameter(torch.tensor([1., 2.]))
p
p.requires_grad
p.data
p.is_leaf
type(p)
isinstance(p, torch.Tensor)
isinstance(p, nn.Parameter)
isinstance(torch.ones(1, requires_grad=True), nn.Parameter)
p * 2
p.grad
(p * 2).sum().backward()
p.grad
nn.Parameter(torch.tensor([1]))
nn.Parameter(torch.ones(2), requires_grad=False)
nn.Parameter(torch.tensor(1.5))
[p]
f"{nn.Parameter(torch.tensor(1.))}"
import copy
copy.deepcopy(p)
copy.deepcopy(p) is p
