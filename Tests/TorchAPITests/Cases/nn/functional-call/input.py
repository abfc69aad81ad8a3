import torch
import torch.nn as nn
from torch.func import functional_call
m = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
x = torch.ones(1, 2)
functional_call(m, {'0.nothing': torch.ones(1)}, (x,))
functional_call(m, {'3.weight': torch.ones(1)}, (x,))
functional_call(m, {'weight': torch.ones(1)}, (x,))
functional_call(m, {}, (x,), strict=True)
functional_call(m, {'0.weight': torch.zeros(2, 2), 'q': torch.ones(1)}, (x,), strict=True)
functional_call(m, {'0.weight': torch.zeros(2, 2), '0.bias': torch.ones(2)}, x)
functional_call(m, ({'0.weight': torch.zeros(2, 2)}, {'0.bias': torch.ones(2)}), x)
functional_call(m, ({'0.weight': torch.zeros(2, 2)}, {'0.weight': torch.ones(2)}), x)
functional_call(m, 3, x)
functional_call(m, {'0.weight': 3}, x)
torch.nn.utils.stateless.functional_call(m, {'0.bias': torch.ones(2)}, x).shape
class T(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2, 2, bias=False)
        self.b = nn.Linear(2, 2, bias=False)
        self.b.weight = self.a.weight
    def forward(self, x, k=1):
        return self.b(self.a(x)) * k
functional_call(T(), {'a.weight': torch.eye(2)}, x)
functional_call(T(), {'a.weight': torch.eye(2)}, (x,), {'k': 3})
functional_call(T(), {'a.weight': torch.eye(2)}, x, tie_weights=False).shape
functional_call(T(), {'a.weight': torch.eye(2), 'b.weight': torch.zeros(2, 2)}, x)
functional_call(T(), {'a.weight': torch.eye(2), 'b.weight': torch.zeros(2, 2)}, x, tie_weights=False)
b = nn.BatchNorm1d(2)
state = {**dict(b.named_parameters()), **dict(b.named_buffers())}
functional_call(b, state, torch.randn(4, 2)).shape
state['num_batches_tracked'], b.num_batches_tracked
