import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(11)
def mlp(*sizes):
    layers = []
    for a, b in zip(sizes, sizes[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])

x = torch.randn(90, 4)
y = (x[:, 0] * x[:, 1] > 0).long() + (x[:, 2] > 1).long()
teacher, student, alone = mlp(4, 32, 32, 3), mlp(4, 6, 3), mlp(4, 6, 3)
alone.load_state_dict(student.state_dict())
def accuracy(model):
    model.eval()
    with torch.inference_mode():
        right = (model(x).argmax(1) == y).sum().item()
    model.train()
    return right / len(y)

opt = torch.optim.Adam(teacher.parameters(), lr=0.02)
for _ in range(60):
    opt.zero_grad()
    F.cross_entropy(teacher(x), y).backward()
    opt.step()

print(f"teacher {accuracy(teacher):.2f}")
teacher.requires_grad_(False).eval()
def distill(logits, targets, labels, T=3.0, alpha=0.7):
    soft = F.kl_div(F.log_softmax(logits / T, 1), F.softmax(targets / T, 1), reduction='batchmean') * T * T
    return alpha * soft + (1 - alpha) * F.cross_entropy(logits, labels)

with torch.no_grad():
    soft_targets = teacher(x)

print(soft_targets.requires_grad, teacher.training, len(list(filter(lambda p: p.requires_grad, teacher.parameters()))))
for name, model, rule in (("student", student, distill), ("alone", alone, lambda out, t, labels: F.cross_entropy(out, labels))):
    opt = torch.optim.Adam(model.parameters(), lr=0.02)
    for epoch in range(40):
        opt.zero_grad()
        loss = rule(model(x), soft_targets, y)
        loss.backward()
        opt.step()
    print(f"{name:8s} loss {loss.item():.2f} accuracy {accuracy(model):.1f}")

p, q = F.log_softmax(torch.tensor([[1., 2., 3.]]), 1), F.log_softmax(torch.tensor([[3., 2., 1.]]), 1)
print(F.kl_div(p, q.exp(), reduction='batchmean'), F.kl_div(p, q, reduction='sum', log_target=True))
print(F.softmax(torch.tensor([2., 1., 0.]) / 4, 0), nn.KLDivLoss()(p, q.exp()))
out = accuracy
with torch.inference_mode():
    z = student(x[:2])
print(z.is_inference(), z.requires_grad)
(z * torch.ones(1, requires_grad=True)).sum().backward()
