import torch, math
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from dataclasses import dataclass, field
torch.manual_seed(3)
@dataclass
class Config:
    lr: float = 0.05
    epochs: int = 3
    batch_size: int = 4
    hidden: tuple = (8, 8)
    history: list = field(default_factory=list)
class Trainer:
    def __init__(self, model, config): self.model, self.config = model, config; self.opt = torch.optim.SGD(model.parameters(), lr=config.lr, momentum=0.9); self.callbacks = []
    def on(self, f): self.callbacks.append(f); return f
    def fit(self, loader):
        for epoch in range(1, self.config.epochs + 1):
            self.model.train(); running = 0.0
            for i, (x, y) in enumerate(loader, start=1):
                loss = self.training_step(x, y); running += (loss.item() - running) / i
            self.config.history.append(running)
            for c in self.callbacks: c(epoch, running)
    def training_step(self, x, y):
        self.opt.zero_grad(set_to_none=True); loss = nn.functional.mse_loss(self.model(x), y); loss.backward(); self.opt.step(); return loss
def mlp(sizes, act=nn.ReLU): return nn.Sequential(*[l for a, b in zip(sizes, sizes[1:]) for l in (nn.Linear(a, b), act())][:-1])
c = Config(); net = mlp((2, *c.hidden, 1)); print(net, c)
X = torch.rand(16, 2); Y = (X[:, :1] * X[:, 1:]); loader = DataLoader(TensorDataset(X, Y), batch_size=c.batch_size, shuffle=True)
t = Trainer(net, c)
@t.on
def report(epoch, loss): print(f"Epoch {epoch}/{c.epochs} | loss: {loss:.5f} | {'#' * int(loss * 100)}")
t.fit(loader)
net.eval()
with torch.no_grad():
    p = net(X); print(f"rmse={math.sqrt(((p - Y) ** 2).mean()):.4f}  r2={1 - ((p - Y) ** 2).sum() / ((Y - Y.mean()) ** 2).sum():.3f}")
    for (a, b), y, q in list(zip(X, Y, p))[:3]: print(f"{a:.2f} * {b:.2f} = {y.item():.3f} ~ {q.item():.3f}")
print([round(h, 4) for h in c.history])
