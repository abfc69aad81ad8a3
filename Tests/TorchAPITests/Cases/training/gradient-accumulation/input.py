import torch
from torch import nn
torch.manual_seed(8)
model = nn.Sequential(nn.Linear(4, 8), nn.GELU(), nn.Linear(8, 1))
x, y = torch.randn(24, 4), torch.randn(24, 1)
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
for epoch in range(4):
    optimizer.zero_grad()
    running = 0.0
    for part, (inputs, wanted) in enumerate(zip(x.split(6), y.split(6)), 1):
        loss = nn.functional.mse_loss(model(inputs), wanted) / 2
        loss.backward()
        running += loss.item()
        if part % 2 == 0:
            norm = nn.utils.clip_grad_norm_(model.parameters(), 0.5)
            optimizer.step()
            optimizer.zero_grad()
            print(epoch, part, f"{running:.4f}", f"{norm.item():.4f}")
            running = 0.0

[p.norm() for p in model.parameters()]
model[0].weight.grad
