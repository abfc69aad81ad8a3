import copy
import io
import torch
import torch.nn as nn

torch.manual_seed(4)
class EarlyStopping:
    def __init__(self, patience=3, delta=1e-3):
        self.patience, self.delta = patience, delta
        self.best, self.bad, self.state = float('inf'), 0, None
    def __call__(self, loss, model):
        if loss < self.best - self.delta:
            self.best, self.bad = loss, 0
            self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}
        else:
            self.bad += 1
        return self.bad >= self.patience

x = torch.linspace(-1, 1, 40).unsqueeze(1)
y = x ** 2 + 0.3 * torch.randn(40, 1)
order = torch.randperm(40)
train, valid = order[:24], order[24:]
model = nn.Sequential(nn.Linear(1, 40), nn.Tanh(), nn.Linear(40, 40), nn.Tanh(), nn.Linear(40, 1))
opt = torch.optim.Adam(model.parameters(), lr=0.02)
plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, factor=0.5, patience=1)
stopper = EarlyStopping(patience=6)
for epoch in range(60):
    model.train()
    opt.zero_grad()
    nn.functional.mse_loss(model(x[train]), y[train]).backward()
    opt.step()
    model.eval()
    with torch.no_grad():
        loss = nn.functional.mse_loss(model(x[valid]), y[valid]).item()
    plateau.step(loss)
    if stopper(loss, model):
        break

print(epoch < 59, stopper.bad, opt.param_groups[0]['lr'] < 0.02, f"{stopper.best:.1f}")
buffer = io.BytesIO()
torch.save({'epoch': epoch, 'model': model.state_dict(), 'optimizer': opt.state_dict(), 'best': stopper.best}, buffer)
print(buffer.tell() > 0)
buffer.seek(0)
checkpoint = torch.load(buffer, weights_only=True)
print(list(checkpoint), checkpoint['epoch'] == epoch)
twin = copy.deepcopy(model)
twin.load_state_dict(checkpoint['model'])
opt2 = torch.optim.Adam(twin.parameters())
opt2.load_state_dict(checkpoint['optimizer'])
print(opt2.param_groups[0]['lr'] == opt.param_groups[0]['lr'], opt2.state_dict()['state'][0]['step'] == opt.state_dict()['state'][0]['step'])
for m, o in ((model, opt), (twin, opt2)):
    m.train()
    o.zero_grad()
    nn.functional.mse_loss(m(x[train]), y[train]).backward()
    o.step()

print(all(torch.equal(a, b) for a, b in zip(model.parameters(), twin.parameters())))
model.load_state_dict(stopper.state)
model.eval()
with torch.no_grad():
    print(abs(nn.functional.mse_loss(model(x[valid]), y[valid]).item() - stopper.best) < 1e-6)

