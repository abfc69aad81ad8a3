import torch
import torch.nn as nn

torch.manual_seed(0)
m = nn.Linear(2, 3)
m
m.weight
m.bias
m(torch.ones(1, 2))
list(m.parameters())
[n for n, _ in m.named_parameters()]
m.state_dict()
sum(p.numel() for p in m.parameters())
