import torch
from torch import nn
for dtype in (torch.float32, torch.float64):
    torch.manual_seed(0)
    m = nn.Sequential(nn.Linear(4, 5), nn.Tanh(), nn.Linear(5, 2)).to(dtype)
    o = torch.optim.Adafactor(m.parameters(), lr=0.1, weight_decay=0.01)
    x = torch.randn(6, 4, dtype=dtype)
    for _ in range(5):
        o.zero_grad(); l = m(x).square().mean(); l.backward(); o.step(); print(f"{l.item():.5f}")
    print(m[0].weight, o.state_dict()["state"][0], o.state_dict()["state"][1])
torch.manual_seed(0)
m = nn.Linear(4, 5, bias=False)
o = torch.optim.Muon(m.parameters(), lr=0.1)
for _ in range(4):
    o.zero_grad(); l = (m(torch.ones(3, 4)) - 1).square().mean(); l.backward(); o.step(); print(f"{l.item():.3f}")
print(m.weight)
torch.manual_seed(0)
l = nn.LinearCrossEntropyLoss(4, 3, bias=True)
l
l(torch.randn(5, 4), torch.tensor([0, 1, 2, 0, 1]))
nn.LinearCrossEntropyLoss(4, 3, weight=torch.ones(2))
nn.LinearCrossEntropyLoss(4, 3, label_smoothing=2)
o = torch.optim.Adafactor(nn.Linear(2, 2).parameters(), beta2_decay=1.0)
o = torch.optim.Adafactor(nn.Linear(2, 2).parameters())
o
