import torch, copy
from torch import nn
from torch.optim.swa_utils import *
torch.manual_seed(0)
class EMA:
    def __init__(self, model, decay):
        self.decay, self.shadow = decay, {k: v.clone().detach() for k, v in model.state_dict().items()}
    @torch.no_grad()
    def update(self, model):
        for k, v in model.state_dict().items(): self.shadow[k].mul_(self.decay).add_(v, alpha=1 - self.decay)
m = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3), nn.Linear(3, 1))
ema = EMA(m.__class__(m[0], m[2]), 0.9)
opt = torch.optim.SGD(m.parameters(), lr=0.1)
avg = AveragedModel(m); em = AveragedModel(m, multi_avg_fn=get_ema_multi_avg_fn(0.9)); own = AveragedModel(m, avg_fn=lambda a, p, n: 0.5 * a + 0.5 * p)
swa = SWALR(opt, swa_lr=0.01, anneal_epochs=2, anneal_strategy="linear")
x, y = torch.randn(8, 2), torch.randn(8, 1)
for i in range(4):
    opt.zero_grad(); (m(x) - y).square().mean().backward(); opt.step(); swa.step()
    for a in (avg, em, own): a.update_parameters(m)
    ema.update(nn.Sequential(m[0], m[2])); print(round(opt.param_groups[0]["lr"], 4), avg.n_averaged)
print(avg.module[0].weight, em.module[0].bias, own.module[2].bias, ema.shadow["0.bias"])
update_bn([x[:4], x[4:]], avg)
print(avg.module[1].running_mean, avg.module[1].num_batches_tracked)
print(avg(x).shape, list(avg.state_dict())[:3])
print(avg)
