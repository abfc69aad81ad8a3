import torch
import torch.nn as nn

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(6, 16), nn.GELU(), nn.LayerNorm(16), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))
opt = torch.optim.AdamW(net.parameters(), lr=5e-3)
x = torch.randn(64, 6)
y = x[:, :1] * x[:, 1:2] - x[:, 2:3]
scaler = torch.amp.GradScaler('cpu', init_scale=1024., growth_interval=5)
types = {}
def note(name):
    def hook(module, inputs, output):
        types[name] = output.dtype
    return hook

handles = [m.register_forward_hook(note(f"{i} {type(m).__name__}")) for i, m in enumerate(net)]
for step in range(12):
    opt.zero_grad(set_to_none=True)
    with torch.autocast(device_type='cpu', dtype=torch.bfloat16):
        out = net(x)
        loss = nn.functional.mse_loss(out.float(), y)
    scaler.scale(loss).backward()
    scaler.unscale_(opt)
    norm = nn.utils.clip_grad_norm_(net.parameters(), max_norm=0.5)
    scaler.step(opt)
    scaler.update()
    if step % 4 == 3:
        print(step, f"{loss.item():.1f}", norm.item() > 0, scaler.get_scale())

for name, dtype in types.items():
    print(name, dtype)
for h in handles:
    h.remove()
print(out.dtype, loss.dtype, net[0].weight.grad.dtype)
print(all(p.grad.norm() <= 0.5 + 1e-4 for p in net.parameters()))
with torch.autocast('cpu', torch.bfloat16):
    a = torch.ones(2, 2) @ torch.ones(2, 2)
    with torch.autocast('cpu', enabled=False):
        b = a.float() @ torch.ones(2, 2)
    c = torch.softmax(a, 0)

print(a.dtype, b.dtype, c.dtype)
nn.utils.clip_grad_value_(net.parameters(), 0.01)
print(max(p.grad.abs().max() for p in net.parameters()))
net[0].weight.grad[0, 0] = float('nan')
nn.utils.clip_grad_norm_(net.parameters(), 1.0, error_if_nonfinite=True)
print(torch.nn.utils.get_total_norm([p.grad for p in net[3:].parameters()]) < 1)
