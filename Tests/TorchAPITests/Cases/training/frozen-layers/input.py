import copy
import torch
from torch import nn
torch.manual_seed(14)
x = torch.randn(40, 5)
body = nn.Sequential(nn.Linear(5, 6), nn.ReLU(), nn.BatchNorm1d(6))
first = nn.Sequential(body, nn.Linear(6, 1))
optimizer = torch.optim.SGD(first.parameters(), lr=0.1)
for _ in range(10):
    loss = nn.functional.mse_loss(first(x).squeeze(1), x.sum(1))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

print(f"{loss.item():.4f}")
second = nn.Sequential(copy.deepcopy(body), nn.Linear(6, 2))
for parameter in second[0].parameters():
    parameter.requires_grad_(False)

second[0].eval()
[(name, p.requires_grad) for name, p in second.named_parameters()]
labels = (x[:, 0] > 0).long()
optimizer = torch.optim.SGD([p for p in second.parameters() if p.requires_grad], lr=0.5)
for step in range(9):
    loss = nn.functional.cross_entropy(second(x), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 4 == 0:
        print(f"{step} {loss.item():.4f}")

torch.equal(second[0][0].weight, body[0].weight)
second[0][2].running_mean
second[0][2].num_batches_tracked
