import torch
import torch.nn as nn
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

torch.manual_seed(0)
calls = []
class Block(nn.Module):
    def __init__(self, name):
        super().__init__()
        self.name = name
        self.net = nn.Sequential(nn.Linear(6, 6), nn.Tanh(), nn.Dropout(0.2))
    def forward(self, x):
        calls.append(self.name)
        return x + self.net(x)

blocks = nn.Sequential(*[Block(c) for c in 'abcd'])
x = torch.randn(4, 6, requires_grad=True)
def gradients(run):
    calls.clear()
    for p in blocks.parameters():
        p.grad = None
    x.grad = None
    torch.manual_seed(1)
    out = run(x)
    forward = ''.join(calls)
    out.pow(2).mean().backward()
    print(forward, ''.join(calls), f"{out.sum().item():.3f}")
    return [x.grad.clone()] + [p.grad.clone() for p in blocks.parameters()]

def each(x):
    for block in blocks:
        x = checkpoint(block, x, use_reentrant=False)
    return x

def old(x):
    for block in blocks:
        x = checkpoint(block, x, use_reentrant=True)
    return x

plain = gradients(blocks)
for run in (each, old, lambda x: checkpoint_sequential(blocks, 2, x, use_reentrant=False), lambda x: checkpoint(blocks, x, use_reentrant=False, preserve_rng_state=True)):
    print(all(torch.allclose(a, b) for a, b in zip(plain, gradients(run))))

out = checkpoint(lambda a, b, scale=1: a * b * scale, x, torch.ones(6), scale=3, use_reentrant=False)
print(out.grad_fn is not None, torch.equal(out, x * 3))
with torch.no_grad():
    print(checkpoint(blocks, x, use_reentrant=False).requires_grad)
saved = []
with torch.autograd.graph.saved_tensors_hooks(lambda t: (saved.append(t.shape), t)[1], lambda t: t):
    y = (x * 2).tanh().exp().sum()

print(saved)
y.backward()
offloaded = 0
def pack(t):
    global offloaded
    offloaded += t.numel()
    return t.detach().clone()

with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
    (x.sigmoid() * x).sum().backward()
print(offloaded)
