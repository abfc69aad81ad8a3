import torch
from torch import nn

torch.manual_seed(0)
# Points near a curve in eight dimensions.
t = torch.rand(64, 1) * 2 - 1
data = torch.cat([torch.sin(k * t) for k in range(1, 9)], dim=1) + 0.02 * torch.randn(64, 8)

class Autoencoder(nn.Module):
    def __init__(self, width, code):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(width, 12), nn.ReLU(), nn.Linear(12, code))
        self.decoder = nn.Sequential(nn.Linear(code, 12), nn.ReLU(), nn.Linear(12, width))

    def forward(self, x):
        z = self.encoder(x)
        return self.decoder(z), z

model = Autoencoder(8, 2)
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2, weight_decay=1e-5)
loss_fn = nn.MSELoss()
losses = []
for epoch in range(60):
    restored, code = model(data)
    loss = loss_fn(restored, data)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())
    if epoch % 15 == 0:
        print(f"epoch {epoch:2d}: {loss.item():.4f}, code {code.mean().item():+.3f}")
print(f"{losses[0] / losses[-1]:.1f} times smaller")
print(model.encoder(data[:2]).shape, model.decoder(torch.zeros(1, 2)).detach())
# Denoising: the input is noisy, the target is not.
model = Autoencoder(8, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
for epoch in range(30):
    noisy = data + 0.1 * torch.randn_like(data)
    loss = loss_fn(model(noisy)[0], data)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
print(f"{loss:.4f}")
