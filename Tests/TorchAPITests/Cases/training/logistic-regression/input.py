import torch
import torch.nn.functional as F

torch.manual_seed(3)
points = torch.cat([torch.randn(40, 2) - 1.2, torch.randn(40, 2) + 1.2])
labels = torch.cat([torch.zeros(40), torch.ones(40)])
w = torch.zeros(2, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
for step in range(101):
    logits = points @ w + b
    loss = F.binary_cross_entropy_with_logits(logits, labels)
    loss.backward()
    with torch.no_grad():
        for p in (w, b):
            p -= 0.5 * p.grad
            p.grad.zero_()
    if step % 25 == 0:
        accuracy = ((logits > 0) == labels.bool()).float().mean()
        print(f"step {step:3d}  loss {loss.item():.4f}  accuracy {accuracy:.3f}")
print(w.data, b.data)
p = torch.sigmoid(torch.tensor([[2.0, 1.0], [-2.0, -0.5], [0.0, 0.1]]) @ w + b)
print(p)
# The same with a module and an optimizer gives the same numbers.
model = torch.nn.Linear(2, 1)
torch.nn.init.zeros_(model.weight)
torch.nn.init.zeros_(model.bias)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
criterion = torch.nn.BCEWithLogitsLoss()
for _ in range(101):
    optimizer.zero_grad()
    criterion(model(points).squeeze(1), labels).backward()
    optimizer.step()
print(torch.allclose(model.weight[0], w, atol=1e-5), model.bias)
matrix = torch.zeros(2, 2, dtype=torch.long)
for truth, guess in zip(labels.long(), (model(points) > 0).long().flatten()):
    matrix[truth, guess] += 1
print(matrix)
