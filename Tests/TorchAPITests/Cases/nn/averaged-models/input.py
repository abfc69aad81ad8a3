import torch
import torch.nn as nn
from torch import optim
def make(lr=0.1, n=1, **kw):
    ps = [nn.Parameter(torch.ones(1)) for _ in range(n)]
    return optim.SGD([{'params': [p], 'lr': lr * (i + 1)} for i, p in enumerate(ps)], lr=lr, **kw)
def run(f, n=6, **kw):
    try:
        o = make(**kw)
        s = f(o)
        out = []
        for _ in range(n):
            o.step()
            out.append([round(g['lr'], 6) for g in o.param_groups])
            s.step()
        print(type(s).__name__, out, s.get_last_lr())
        d = s.state_dict()
        print(sorted((k, v) for k, v in d.items() if not callable(v) and k not in ('_schedulers', 'lr_lambdas', 'optimizer')))
        return s
    except Exception as e:
        print(type(e).__name__, e)
from torch.optim.swa_utils import AveragedModel, SWALR, update_bn, get_ema_multi_avg_fn, get_ema_avg_fn, get_swa_avg_fn
torch.manual_seed(0)
m = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
a = AveragedModel(m)
print(a)
a.update_parameters(m)
with torch.no_grad(): m[0].weight.add_(1)
a.update_parameters(m)
print(a.n_averaged, (m[0].weight - a.module[0].weight)[0].tolist())
print(list(a.state_dict()))
e = AveragedModel(m, multi_avg_fn=get_ema_multi_avg_fn(0.9))
e.update_parameters(m)
with torch.no_grad(): m[0].weight.add_(1)
e.update_parameters(m)
(m[0].weight - e.module[0].weight)[0]
e = AveragedModel(m, avg_fn=lambda avg, p, n: 0.5 * avg + 0.5 * p, use_buffers=True)
e.update_parameters(m)
update_bn([torch.randn(4, 2) for _ in range(3)], a)
a.module[1].running_mean, a.module[1].num_batches_tracked
update_bn([(torch.randn(4, 2), 1)], a)
get_ema_multi_avg_fn(1.5)
AveragedModel(m, avg_fn=lambda *a: 1, multi_avg_fn=lambda *a: 1)
r = run(lambda o: SWALR(o, 0.05, 3), n=6)
r = run(lambda o: SWALR(o, 0.05, 3, 'linear'), n=6)
r = run(lambda o: SWALR(o, 0.05, anneal_strategy='x'))
r = run(lambda o: SWALR(o, 0.05, anneal_epochs=-1))
r = run(lambda o: SWALR(o, [0.05, 1]))
