import math
import torch
from torch.optim import lr_scheduler as schedules

def fresh(lr=0.1):
    layer = torch.nn.Linear(1, 1)
    return torch.optim.SGD(layer.parameters(), lr=lr, momentum=0.9)

def follow(make, steps=8):
    optimizer = fresh()
    scheduler = make(optimizer)
    rates = []
    for _ in range(steps):
        rates.append(round(optimizer.param_groups[0]["lr"], 6))
        optimizer.step()
        scheduler.step()
    return rates

for name, make in {
    "step": lambda o: schedules.StepLR(o, step_size=3, gamma=0.5),
    "milestones": lambda o: schedules.MultiStepLR(o, [2, 5], gamma=0.1),
    "constant": lambda o: schedules.ConstantLR(o, factor=0.5, total_iters=3),
    "linear": lambda o: schedules.LinearLR(o, 0.25, total_iters=4),
    "exponential": lambda o: schedules.ExponentialLR(o, 0.8),
    "cosine": lambda o: schedules.CosineAnnealingLR(o, T_max=6, eta_min=0.01),
    "restarts": lambda o: schedules.CosineAnnealingWarmRestarts(o, T_0=3, T_mult=2),
    "polynomial": lambda o: schedules.PolynomialLR(o, total_iters=5, power=2),
    "cyclic": lambda o: schedules.CyclicLR(o, base_lr=0.01, max_lr=0.1, step_size_up=3, mode="triangular2"),
    "one cycle": lambda o: schedules.OneCycleLR(o, max_lr=0.2, total_steps=9),
    "lambda": lambda o: schedules.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    "multiplied": lambda o: schedules.MultiplicativeLR(o, lambda epoch: 0.9),
    "sequence": lambda o: schedules.SequentialLR(
        o, [schedules.LinearLR(o, 0.1, total_iters=3), schedules.ExponentialLR(o, 0.5)], milestones=[3]),
    "chain": lambda o: schedules.ChainedScheduler(
        [schedules.ConstantLR(o, 0.1, total_iters=2), schedules.ExponentialLR(o, 0.9)]),
}.items():
    print(f"{name:12}", follow(make))
optimizer = fresh()
scheduler = schedules.ReduceLROnPlateau(optimizer, factor=0.5, patience=1)
for metric in [1.0, 0.8, 0.9, 0.85, 0.84, 0.7, 0.71, 0.72, 0.73]:
    scheduler.step(metric)
    print(metric, optimizer.param_groups[0]["lr"], scheduler.get_last_lr(), scheduler.num_bad_epochs)
# Warmup and decay, as a function; saved and loaded.
def warmup(step, warm=4, total=20):
    return (step + 1) / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (total - warm)))
optimizer = fresh(1.0)
scheduler = schedules.LambdaLR(optimizer, warmup)
for _ in range(6):
    optimizer.step()
    scheduler.step()
saved = scheduler.state_dict()
print({key: value for key, value in saved.items() if key in ("last_epoch", "_last_lr", "base_lrs")})
other = schedules.LambdaLR(fresh(1.0), warmup)
other.load_state_dict(saved)
other.optimizer.step()
other.step()
print(other.last_epoch, other.get_last_lr())
groups = torch.optim.SGD([{"params": [torch.zeros(1, requires_grad=True)], "lr": 0.1},
                          {"params": [torch.zeros(1, requires_grad=True)]}], lr=0.01)
scheduler = schedules.StepLR(groups, 1, 0.1)
groups.step()
scheduler.step()
print([f"{rate:g}" for rate in scheduler.get_last_lr()])
