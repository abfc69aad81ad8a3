import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(8)
rates = torch.distributions.Beta(0.4, 0.4)
def mixup(x, y, classes):
    share = rates.sample((len(x), 1))
    order = torch.randperm(len(x))
    hot = F.one_hot(y, classes).float()
    return share * x + (1 - share) * x[order], share * hot + (1 - share) * hot[order]

def cutmix_box(size, share):
    cut = (1 - share) ** 0.5
    h, w = int(size[0] * cut), int(size[1] * cut)
    top, left = torch.randint(size[0] - h + 1, (1,)).item(), torch.randint(size[1] - w + 1, (1,)).item()
    return slice(top, top + h), slice(left, left + w)

x = torch.cat([torch.randn(30, 2) + torch.tensor(c) for c in ([2., 2.], [-2., 2.], [0., -2.])])
y = torch.arange(3).repeat_interleave(30)
model = nn.Sequential(nn.Linear(2, 12), nn.SiLU(), nn.Dropout(0.1), nn.Linear(12, 3))
opt = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9, nesterov=True, weight_decay=1e-3)
for epoch in range(20):
    mixed, soft = mixup(x, y, 3)
    loss = F.cross_entropy(model(mixed), soft, label_smoothing=0.05)
    opt.zero_grad()
    loss.backward()
    opt.step()
    if epoch % 5 == 4:
        print(epoch + 1, f"{loss.item():.2f}")

print(mixed.shape, soft.shape, torch.allclose(soft.sum(1), torch.ones(90)))
model.eval()
print(f"{(model(x).argmax(1) == y).float().mean():.1f}")
a, b = torch.zeros(1, 6, 6), torch.ones(1, 6, 6)
rows, columns = cutmix_box((6, 6), 0.75)
a[:, rows, columns] = b[:, rows, columns]
print(a.sum(), rows.stop - rows.start)
manual = -(soft * F.log_softmax(model(mixed), 1)).sum(1).mean()
print(torch.allclose(manual, F.cross_entropy(model(mixed), soft)))
F.cross_entropy(model(mixed), soft[:, :2])
F.cross_entropy(model(mixed), y[:10])
