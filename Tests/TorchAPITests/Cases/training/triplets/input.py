import torch
from torch import nn
torch.manual_seed(23)
embed = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 2))
centres = 2 * torch.randn(3, 4)
kinds = torch.arange(3).repeat(6)
points = centres[kinds] + 0.5 * torch.randn(18, 4)
loss_of = nn.TripletMarginLoss(margin=1.0)
optimizer = torch.optim.Adam(embed.parameters(), lr=0.02)
for step in range(1, 13):
    order = torch.randperm(18)
    anchor, positive = points[order], points[(order + 3) % 18]
    negative = points[(order + 1) % 18]
    loss = loss_of(embed(anchor), embed(positive), embed(negative))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 3 == 0:
        print(f"{step:2d} {loss.item():.4f}")

places = embed(points).detach()
torch.cdist(places[:3], places[:3]).round(decimals=2)
