import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
data = (torch.rand(32, 6) < torch.tensor([0.9, 0.9, 0.5, 0.5, 0.1, 0.1])).float()

class VAE(nn.Module):
    def __init__(self, width=6, hidden=10, code=2):
        super().__init__()
        self.body = nn.Linear(width, hidden)
        self.mean = nn.Linear(hidden, code)
        self.log_variance = nn.Linear(hidden, code)
        self.decoder = nn.Sequential(nn.Linear(code, hidden), nn.ReLU(), nn.Linear(hidden, width), nn.Sigmoid())

    def encode(self, x):
        h = F.relu(self.body(x))
        return self.mean(h), self.log_variance(h)

    def sample(self, mean, log_variance):
        return mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)

    def forward(self, x):
        mean, log_variance = self.encode(x)
        return self.decoder(self.sample(mean, log_variance)), mean, log_variance

def objective(restored, x, mean, log_variance):
    likelihood = F.binary_cross_entropy(restored, x, reduction="sum")
    divergence = -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
    return likelihood, divergence

model = VAE()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(1, 51):
    optimizer.zero_grad()
    parts = objective(model(data)[0], data, *model.encode(data))
    loss = sum(parts) / len(data)
    loss.backward()
    optimizer.step()
    if epoch % 10 == 0:
        print(f"{epoch:2d}  loss {loss.item():.3f}  kl {parts[1].item() / len(data):.3f}")
model.eval()
with torch.no_grad():
    generated = model.decoder(torch.randn(4, 2))
print(generated.shape, (generated > 0).all(), generated.mean() < 1)
