import torch
import torch.nn as nn
from torch.utils.data import DataLoader, Subset, SubsetRandomSampler, TensorDataset, random_split

torch.manual_seed(9)
x = torch.randn(60, 3)
y = x @ torch.tensor([1.0, -2.0, 0.5]) + 0.1 * torch.randn(60)
data = TensorDataset(x, y)
def folds(n, k):
    order = torch.randperm(n, generator=torch.Generator().manual_seed(0))
    parts = order.chunk(k)
    for i in range(k):
        yield torch.cat(parts[:i] + parts[i + 1:]).tolist(), parts[i].tolist()

def reset(m):
    if hasattr(m, 'reset_parameters'):
        m.reset_parameters()

model = nn.Sequential(nn.Linear(3, 4), nn.Identity(), nn.Linear(4, 1), nn.Flatten(0))
scores = []
for number, (train, test) in enumerate(folds(len(data), 5)):
    torch.manual_seed(number)
    model.apply(reset)
    opt = torch.optim.Adam(model.parameters(), lr=0.05)
    loader = DataLoader(data, batch_size=16, sampler=SubsetRandomSampler(train))
    for epoch in range(6):
        for a, b in loader:
            opt.zero_grad()
            nn.functional.mse_loss(model(a), b).backward()
            opt.step()
    held = Subset(data, test)
    a, b = next(iter(DataLoader(held, batch_size=len(held))))
    with torch.no_grad():
        scores.append(nn.functional.mse_loss(model(a), b))
    print(f"fold {number}: {len(train)} train, {len(test)} test, mse {scores[-1]:.2f}")

scores = torch.stack(scores)
print(scores.shape, scores.mean() < 1.0, len(scores))
parts = random_split(data, [0.7, 0.2, 0.1], generator=torch.Generator().manual_seed(1))
print([len(p) for p in parts], parts[0].indices[:5], type(parts[0]).__name__)
print(sorted(sum((p.indices for p in parts), [])) == list(range(60)))
grid = [(lr, wd) for lr in (0.1, 0.01) for wd in (0.0, 0.1)]
results = {}
for lr, wd in grid:
    torch.manual_seed(0)
    m = nn.Linear(3, 1)
    o = torch.optim.SGD(m.parameters(), lr=lr, weight_decay=wd)
    for _ in range(20):
        o.zero_grad()
        loss = nn.functional.mse_loss(m(x).squeeze(1), y)
        loss.backward()
        o.step()
    results[lr, wd] = loss.item()

best = min(results, key=results.get)
print(best, {k: round(v, 2) for k, v in results.items()})
