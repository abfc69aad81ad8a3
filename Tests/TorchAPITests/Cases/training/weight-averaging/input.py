import torch
import torch.nn as nn
from torch.optim.swa_utils import AveragedModel, SWALR, update_bn, get_ema_multi_avg_fn

torch.manual_seed(10)
x = torch.randn(96, 5)
y = (x[:, 0] + x[:, 1] ** 2 > 0.5).float().unsqueeze(1)
loader = [(x[i:i + 16], y[i:i + 16]) for i in range(0, 96, 16)]
model = nn.Sequential(nn.Linear(5, 12), nn.BatchNorm1d(12), nn.ReLU(), nn.Linear(12, 1))
opt = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
swa = AveragedModel(model)
ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.8))
cosine = torch.optim.lr_scheduler.CosineAnnealingLR(opt, T_max=6)
swa_lr = SWALR(opt, swa_lr=0.05, anneal_epochs=2, anneal_strategy='linear')
for epoch in range(10):
    for a, b in loader:
        opt.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(model(a), b).backward()
        opt.step()
        ema.update_parameters(model)
    if epoch >= 6:
        swa.update_parameters(model)
        swa_lr.step()
    else:
        cosine.step()
    print(epoch, f"{opt.param_groups[0]['lr']:.4f}", swa.n_averaged.item(), ema.n_averaged.item())

before = swa.module[1].running_mean.clone()
update_bn(loader, swa)
print(torch.equal(before, swa.module[1].running_mean), swa.module[1].num_batches_tracked, swa.module[1].momentum)
for name, m in (("last", model), ("swa", swa), ("ema", ema)):
    m.eval()
    with torch.no_grad():
        print(f"{name:5s} {((m(x) > 0) == (y > 0.5)).float().mean():.1f}")

soup = {k: torch.stack([m[k].float() for m in (model.state_dict(), swa.module.state_dict())]).mean(0) for k in model.state_dict()}
print(model.load_state_dict(soup))
print(torch.allclose(model[3].bias, soup['3.bias']), list(swa.state_dict())[:3])
manual = nn.Linear(1, 1)
shadow = {k: v.clone() for k, v in manual.state_dict().items()}
with torch.no_grad():
    for step in range(3):
        manual.weight.fill_(step)
        for k, v in manual.state_dict().items():
            shadow[k].mul_(0.5).add_(v, alpha=0.5)
print(shadow['weight'] - 1.25 < 0.2)
