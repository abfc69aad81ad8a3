import copy
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-1, 1, 24).unsqueeze(1)
y = torch.sin(3 * x) + 0.3 * torch.randn_like(x)
train_x, train_y, valid_x, valid_y = x[::2], y[::2], x[1::2], y[1::2]

class EarlyStopping:
    """Stops when the loss on held-out data has not become smaller for a while."""

    def __init__(self, patience=5, least=0.0):
        self.patience, self.least = patience, least
        self.best, self.bad, self.state = float("inf"), 0, None

    def __call__(self, loss, model):
        if loss < self.best - self.least:
            self.best, self.bad = loss, 0
            self.state = copy.deepcopy(model.state_dict())
        else:
            self.bad += 1
        return self.bad >= self.patience

model = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.03)
stopper = EarlyStopping(patience=4, least=1e-3)
for epoch in range(200):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(train_x), train_y)
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        held = nn.functional.mse_loss(model(valid_x), valid_y).item()
    if epoch % 10 == 0:
        print(f"{epoch:3d} train {loss.item():.3f} valid {held:.3f}")
    if stopper(held, model):
        print("stopped after epoch", epoch, f"best {stopper.best:.3f}")
        break
model.load_state_dict(stopper.state)
with torch.no_grad():
    print(f"{nn.functional.mse_loss(model(valid_x), valid_y).item():.3f}")
print(stopper.state.keys())
