import torch
from torch import nn
torch.manual_seed(0)
m = nn.Linear(3, 2)
dp = nn.DataParallel(m)
print(dp(torch.ones(1, 3)))
scaler = torch.amp.GradScaler("cpu", enabled=False)
with torch.amp.autocast("cpu", enabled=False):
    print(m(torch.ones(1, 3)))
from torch.optim.swa_utils import AveragedModel, SWALR
avg = AveragedModel(m)
opt = torch.optim.SGD(m.parameters(), lr=0.1)
sch = SWALR(opt, swa_lr=0.05, anneal_epochs=3)
for i in range(4):
    m(torch.ones(1, 3)).sum().backward(); opt.step(); avg.update_parameters(m); sch.step()
    print(round(opt.param_groups[0]["lr"], 5))
print(avg.module.weight)
