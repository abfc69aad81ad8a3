import torch
from torch import nn
torch.manual_seed(41)
x = torch.randn(30, 6)
y = (x[:, :3] + 0.1 * torch.randn(30, 3)).argmax(1)
counts = torch.bincount(y, minlength=3)
counts
weights = counts.sum() / (3 * counts.float())
loss_of = nn.CrossEntropyLoss(weight=weights, label_smoothing=0.1)
model = nn.Sequential(nn.Linear(6, 12), nn.LayerNorm(12), nn.SiLU(), nn.Dropout(0.1), nn.Linear(12, 3))
optimizer = torch.optim.NAdam(model.parameters(), lr=0.02)
for epoch in range(1, 13):
    model.train()
    loss = loss_of(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 4 == 0:
        model.eval()
        with torch.no_grad():
            print(f"{epoch:2d} {loss.item():.4f} {loss_of(model(x), y).item():.4f}")

model
model(x[:2]).softmax(1)
