import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel
torch.manual_seed(60)
model = nn.Sequential(nn.Linear(2, 4), nn.Softplus(), nn.Linear(4, 1))
average = AveragedModel(model)
x = torch.randn(32, 2)
y = x.prod(1, keepdim=True)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, nesterov=True, momentum=0.9)
scheduler = torch.optim.lr_scheduler.CyclicLR(optimizer, 0.02, 0.2, step_size_up=4)
for step in range(1, 25):
    rows = torch.randint(0, 32, (8,))
    loss = nn.functional.huber_loss(model(x[rows]), y[rows], delta=0.5)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    scheduler.step()
    if step > 12:
        average.update_parameters(model)
    if step % 6 == 0:
        print(f"{step:2d} {loss.item():.4f} {scheduler.get_last_lr()[0]:.3f}")

average.n_averaged
average.module[2].bias
nn.functional.huber_loss(average(x), y, delta=0.5)
