import copy
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(7)
class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(inplace=True), nn.MaxPool2d(2))
        self.body = nn.Sequential(nn.Conv2d(4, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1))
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        return self.fc(self.body(self.stem(x)).flatten(1))

def pictures(n, kinds):
    y = torch.arange(n) % kinds
    x = torch.randn(n, 1, 8, 8) * 0.3
    for i, k in enumerate(y.tolist()):
        x[i, 0, k] += 1.5
    return x, y

def fit(model, optimizer, x, y, epochs):
    model.train()
    for epoch in range(epochs):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
    return loss.item()

model = Backbone()
x, y = pictures(40, 5)
print(f"pretraining {fit(model, torch.optim.Adam(model.parameters(), lr=0.02), x, y, 25):.3f}")
pretrained = copy.deepcopy(model.state_dict())
for p in model.parameters():
    p.requires_grad_(False)

model.fc = nn.Linear(8, 3)
print([n for n, p in model.named_parameters() if p.requires_grad])
total, trainable = sum(p.numel() for p in model.parameters()), sum(p.numel() for p in model.parameters() if p.requires_grad)
print(f"{trainable} of {total} parameters ({100 * trainable / total:.1f}%)")
x3, y3 = pictures(30, 3)
head = torch.optim.SGD(filter(lambda p: p.requires_grad, model.parameters()), lr=0.5, momentum=0.9)
print(f"head only {fit(model, head, x3, y3, 20):.3f}")
print(torch.equal(pretrained['stem.0.weight'], model.stem[0].weight), pretrained['stem.1.running_mean'].allclose(model.stem[1].running_mean))
for p in model.body.parameters():
    p.requires_grad = True

both = torch.optim.AdamW([{'params': model.fc.parameters()}, {'params': model.body.parameters(), 'lr': 1e-3}], lr=1e-2, weight_decay=0.01)
print(f"with the body {fit(model, both, x3, y3, 20):.3f}")
print([(g['lr'], len(g['params'])) for g in both.param_groups])
missing = Backbone().load_state_dict({k: v for k, v in model.state_dict().items() if not k.startswith('fc')}, strict=False)
print(missing)
Backbone().load_state_dict(model.state_dict())
model.eval()
with torch.no_grad():
    print((model(x3).argmax(1) == y3).float().mean())
