import torch
from torch import nn
torch.manual_seed(30)
chances = torch.tensor([0.2, 0.5, 0.9])
scores = nn.Parameter(torch.zeros(3))
optimizer = torch.optim.SGD([scores], lr=0.5)
baseline = 0.0
for step in range(1, 61):
    logs = scores.log_softmax(0)
    arm = torch.multinomial(logs.exp().detach(), 1).item()
    reward = float(torch.rand(()) < chances[arm])
    loss = -logs[arm] * (reward - baseline)
    baseline = 0.9 * baseline + 0.1 * reward
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 20 == 0:
        print(step, scores.softmax(0).detach(), f"{baseline:.3f}")
