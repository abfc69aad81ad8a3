import torch
# Comparisons written over their operand are numbers of its type
for dtype in [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool]:
    x = (torch.arange(70) % 7).to(dtype)
    y = (torch.arange(70) % 5).to(dtype)
    for name in ["eq_", "ne_", "lt_", "le_", "gt_", "ge_"]:
        r = getattr(x.clone(), name)(y)
        print(name, r.dtype, r[:12].tolist(), r.sum().item(), getattr(x.clone(), name)(3)[:8].tolist(), getattr(x.clone(), name)(y[2])[-8:].tolist())

n = float("nan")
x = torch.tensor([n, 1.0, -0.0, float("inf"), n])
[getattr(x.clone(), name)(torch.tensor([n, n, 0.0, float("inf"), 2.0])) for name in ["eq_", "ne_", "lt_", "le_", "gt_", "ge_"]]
m = torch.arange(12.0).reshape(3, 4)
m.clone().gt_(torch.arange(4.0)), m.t().clone().t().le_(5), m.clone()[:, ::2].ge_(4), m.clone().lt_(m), m.clone().eq_(m[:, :1])
torch.gt(m, 3, out=torch.empty(3, 4)), torch.le(m, m, out=torch.empty(3, 4, dtype=torch.int32)), torch.ne(m, 3, out=torch.empty(0))
i = torch.arange(6)
i.clone().gt_(2.5), i.clone().eq_(torch.tensor([0.0, 1.5, 2, 3, 4, 5]))
try:
    i.clone().gt_(torch.ones(2, 6))
except RuntimeError as e:
    print(e)

t, u = torch.tensor([True, False, True, False]), torch.tensor([True, True, False, False])
t + u, t * u, t < u, t <= u, t > u, t >= u, torch.maximum(t, u), torch.minimum(t, u), t.clone().mul_(u), t.clone().add_(u)
