import math
import torch
import torch.nn as nn
from torch.optim.lr_scheduler import LambdaLR, SequentialLR, LinearLR, CosineAnnealingLR, OneCycleLR

torch.manual_seed(0)
def cosine_with_warm_up(optimizer, warm, total, least=0.0):
    def factor(step):
        if step < warm:
            return (step + 1) / warm
        progress = (step - warm) / max(1, total - warm)
        return least + (1 - least) * 0.5 * (1 + math.cos(math.pi * progress))
    return LambdaLR(optimizer, factor)

model = nn.Linear(3, 1)
x, y = torch.randn(32, 3), torch.randn(32, 1)
def train(scheduler_of, steps=12, every=1):
    nn.init.ones_(model.weight)
    nn.init.zeros_(model.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.4)
    scheduler = scheduler_of(optimizer)
    rates = []
    for step in range(steps):
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
        rates.append(round(scheduler.get_last_lr()[0], 4))
        scheduler.step()
    print(rates, f"{loss.item():.3f}")
    return optimizer, scheduler

optimizer, scheduler = train(lambda o: cosine_with_warm_up(o, 3, 12, 0.1))
state = scheduler.state_dict()
print({k: v for k, v in state.items() if k != 'lr_lambdas'})
train(lambda o: SequentialLR(o, [LinearLR(o, 0.1, 1.0, 3), CosineAnnealingLR(o, 9, 0.04)], milestones=[3]))[1].state_dict()['_milestones']
train(lambda o: OneCycleLR(o, 0.4, total_steps=13, pct_start=0.25, cycle_momentum=False))
groups = torch.optim.Adam([{'params': [model.weight], 'lr': 0.1}, {'params': [model.bias]}], lr=0.01)
two = LambdaLR(groups, [lambda e: 0.5 ** e, lambda e: 1.0])
for _ in range(3):
    groups.step()
    two.step()

print([g['lr'] for g in groups.param_groups], [g['initial_lr'] for g in groups.param_groups], two.base_lrs)
resumed = torch.optim.SGD(model.parameters(), lr=0.4)
again = cosine_with_warm_up(resumed, 3, 12, 0.1)
again.load_state_dict(state)
resumed.load_state_dict(optimizer.state_dict())
print(again.last_epoch, again.get_last_lr(), resumed.param_groups[0]['lr'] == optimizer.param_groups[0]['lr'])
CosineAnnealingLR(torch.optim.SGD(model.parameters(), lr=0.1), 10, last_epoch=3)
