import torch
from torch import nn
torch.manual_seed(1)
model = nn.ModuleDict({"a": nn.Linear(2, 2), "norm": nn.LayerNorm(2), "b": nn.Linear(2, 1)})
decay, plain = [], []
for name, p in model.named_parameters():
    (plain if p.ndim == 1 or name.startswith("norm") else decay).append(p)
opt = torch.optim.SGD([{"params": decay, "weight_decay": 0.1}, {"params": plain, "lr": 0.5, "name": "plain"}], lr=0.01, momentum=0.9)
print(opt)
for g in opt.param_groups:
    print({k: (len(v) if k == "params" else v) for k, v in g.items()})
x = torch.randn(5, 2)
for step in range(3):
    out = model["b"](model["norm"](model["a"](x))).pow(2).mean()
    opt.zero_grad()
    out.backward()
    opt.step()
    for g in opt.param_groups: g["lr"] *= 0.5
    print(step, f"{out.item():.5f}", [g["lr"] for g in opt.param_groups])
sd = opt.state_dict()
print(sd["param_groups"])
print(sorted(sd["state"].keys()), sd["state"][0])
sched = torch.optim.lr_scheduler.LambdaLR(opt, [lambda e: 0.9 ** e, lambda e: 1.0])
opt.step(); sched.step()
print(sched.get_last_lr())
torch.optim.lr_scheduler.LambdaLR(opt, [lambda e: 1])
torch.optim.SGD([])
torch.optim.SGD([torch.ones(1)], lr=-1)
torch.optim.SGD(torch.ones(1), lr=0.1)
torch.optim.SGD([{"params": decay}, {"params": decay}], lr=0.1)
torch.optim.Adam([3], lr=0.1)
