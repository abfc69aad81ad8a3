import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(5)
centres = torch.randn(4, 6) * 2
def draw(kind):
    return centres[kind] + torch.randn(len(kind), 6) * 0.5

class Twin(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(6, 16), nn.PReLU(), nn.Linear(16, 3))
    def one(self, x):
        return F.normalize(self.net(x), p=2, dim=1)
    def forward(self, *inputs):
        return tuple(self.one(x) for x in inputs)

class Contrastive(nn.Module):
    def __init__(self, margin=1.0):
        super().__init__()
        self.margin = margin
    def forward(self, a, b, same):
        d = F.pairwise_distance(a, b)
        return (same * d.pow(2) + (1 - same) * F.relu(self.margin - d).pow(2)).mean()
    def extra_repr(self):
        return f"margin={self.margin}"

model = Twin()
contrastive, triplet = Contrastive(), nn.TripletMarginLoss(margin=0.5)
print(contrastive, triplet)
opt = torch.optim.Adam(model.parameters(), lr=0.01)
for step in range(30):
    kinds = torch.randint(0, 4, (24,))
    other = (kinds + torch.randint(1, 4, (24,))) % 4
    a, p, n = model(draw(kinds), draw(kinds), draw(other))
    loss = triplet(a, p, n) + contrastive(a, p, torch.ones(24)) + contrastive(a, n, torch.zeros(24))
    opt.zero_grad()
    loss.backward()
    opt.step()
    if step % 10 == 9:
        print(step + 1, f"{loss.item():.2f}")

with torch.no_grad():
    kinds = torch.arange(4).repeat_interleave(5)
    e, = model(draw(kinds))
    d = torch.cdist(e, e)
    d.fill_diagonal_(float('inf'))
    nearest = kinds[d.argmin(1)]
    print(d.shape, (nearest == kinds).float().mean())
    print(torch.allclose(e.norm(dim=1), torch.ones(20)), F.cosine_similarity(e[0], e[1], dim=0) > 0.5)
hard = nn.TripletMarginWithDistanceLoss(distance_function=lambda x, y: 1 - F.cosine_similarity(x, y), margin=0.2, reduction='none')
print(hard(e[:3], e[1:4], e[5:8]).shape)
print(nn.CosineEmbeddingLoss()(e[:4], e[5:9], -torch.ones(4)) >= 0)
print(nn.MarginRankingLoss(0.1)(torch.tensor([1., 2.]), torch.tensor([2., 1.]), torch.tensor([1., 1.])))
