import math
import torch
from torch import nn

torch.manual_seed(1)

def spirals(n, classes=3, noise=0.08):
    xs, ys = [], []
    for k in range(classes):
        r = torch.linspace(0.05, 1, n)
        angle = 4 * r + 2 * math.pi * k / classes + noise * torch.randn(n)
        xs.append(torch.stack([r * angle.sin(), r * angle.cos()], dim=1))
        ys.append(torch.full((n,), k))
    return torch.cat(xs), torch.cat(ys)

X, y = spirals(50)
order = torch.randperm(len(X))
train, test = order[:120], order[120:]
model = nn.Sequential(nn.Linear(2, 24), nn.Tanh(), nn.Linear(24, 24), nn.Tanh(), nn.Linear(24, 3))
print(model)
print("parameters:", sum(p.numel() for p in model.parameters()))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(1, 41):
    model.train()
    total = 0.0
    for batch in train[torch.randperm(len(train))].split(30):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(X[batch]), y[batch])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
    if epoch % 10 == 0:
        model.eval()
        with torch.no_grad():
            hits = (model(X[test]).argmax(dim=1) == y[test]).sum().item()
        print(f"epoch {epoch:2d}  loss {total / len(train):.3f}  test {hits}/{len(test)}")
with torch.no_grad():
    probabilities = model(torch.tensor([[0.0, 0.5], [0.5, 0.0]])).softmax(dim=1)
print(torch.allclose(probabilities.sum(dim=1), torch.ones(2)), probabilities.shape)
