import torch
import torch.nn as nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(6)
names = ['ant', 'bee', 'cat']
class Confusion:
    def __init__(self, n):
        self.counts = torch.zeros(n, n, dtype=torch.long)
    def update(self, predicted, truth):
        n = len(self.counts)
        self.counts += torch.bincount(truth * n + predicted, minlength=n * n).view(n, n)
    @property
    def accuracy(self):
        return (self.counts.diag().sum() / self.counts.sum()).item()
    def report(self):
        true = self.counts.diag().float()
        precision = true / self.counts.sum(0).clamp(min=1)
        recall = true / self.counts.sum(1).clamp(min=1)
        f1 = torch.nan_to_num(2 * precision * recall / (precision + recall))
        print(f"{'':6}{'precision':>10}{'recall':>8}{'f1':>6}{'n':>4}")
        for i, name in enumerate(names):
            print(f"{name:6}{precision[i]:10.2f}{recall[i]:8.2f}{f1[i]:6.2f}{self.counts[i].sum():4d}")
        print(f"macro f1 {f1.mean():.3f}")

matrix = Confusion(3)
matrix.update(torch.tensor([0, 1, 2, 2, 1, 0]), torch.tensor([0, 1, 1, 2, 2, 0]))
matrix.report()
print(matrix.counts, f"{matrix.accuracy:.3f}")
def roc_auc(scores, truth):
    order = scores.argsort(descending=True)
    hits = truth[order].float()
    tpr = torch.cat([torch.zeros(1), hits.cumsum(0) / hits.sum()])
    fpr = torch.cat([torch.zeros(1), (1 - hits).cumsum(0) / (1 - hits).sum()])
    return torch.trapezoid(tpr, fpr), fpr, tpr

area, fpr, tpr = roc_auc(torch.tensor([0.9, 0.8, 0.7, 0.4, 0.3]), torch.tensor([1, 1, 0, 1, 0]))
print(area, fpr, tpr)
def top_k(logits, y, ks=(1, 2)):
    found = logits.topk(max(ks), dim=1).indices == y[:, None]
    return [found[:, :k].any(1).float().mean().item() for k in ks]

x = torch.randn(120, 4) + torch.eye(3, 4).repeat(40, 1) * 2.5
y = torch.arange(3).repeat(40)
loader = DataLoader(TensorDataset(x, y), batch_size=25, shuffle=True)
model = nn.Linear(4, 3)
opt = torch.optim.SGD(model.parameters(), lr=0.3)
for _ in range(4):
    for a, b in loader:
        opt.zero_grad()
        nn.functional.cross_entropy(model(a), b).backward()
        opt.step()

matrix = Confusion(3)
with torch.no_grad():
    for a, b in loader:
        matrix.update(model(a).argmax(1), b)
print(matrix.counts.sum(), matrix.counts.sum(1), matrix.accuracy > 0.8)
print(top_k(model(x), y)[1] >= top_k(model(x), y)[0])
weights = 1 / torch.bincount(torch.tensor([0, 0, 0, 1, 2, 2])).float()
print(weights / weights.sum())
residual = torch.tensor([1., -2., 3.])
print(f"mae {residual.abs().mean():.3f} rmse {residual.pow(2).mean().sqrt():.3f} r2 {1 - residual.pow(2).sum() / (torch.tensor([1., 5., 9.]) - 5).pow(2).sum():.3f}")
print(torch.stack([model(x).softmax(1).max(1).values.min() > 1 / 3, model(x).isfinite().all()]))
