import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
torch.manual_seed(10)
x = torch.rand(50, 3)
y = x @ torch.tensor([[2.0], [-1.0], [0.5]]) + 0.25 + 0.01 * torch.randn(50, 1)
loader = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True, drop_last=True)
print(len(loader))
model = nn.Linear(3, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.5, weight_decay=1e-4)
for epoch in range(12):
    total = 0.0
    for inputs, wanted in loader:
        loss = nn.functional.mse_loss(model(inputs), wanted)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(inputs)
    if epoch % 3 == 2:
        print(f"{epoch:2d} {total / 48:.5f}")

model.weight
model.bias
optimizer
