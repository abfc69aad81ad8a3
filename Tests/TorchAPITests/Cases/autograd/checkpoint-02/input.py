import torch, torch.nn as nn, warnings
from torch.utils.checkpoint import checkpoint, checkpoint_sequential, set_checkpoint_early_stop, set_checkpoint_debug_enabled
x = torch.ones(2, requires_grad=True)
n = []
def f(a):
    n.append(1)
    return (a * 2).sin().exp()

checkpoint(f, x, use_reentrant=False).sum().backward()
len(n), x.grad
checkpoint(f, x, use_reentrant=True).sum().backward()
len(n), x.grad
checkpoint(f, x, use_reentrant=False)
checkpoint(f, x, use_reentrant=True)
checkpoint(f, torch.ones(2), use_reentrant=True)
checkpoint(f, torch.ones(2), use_reentrant=False)
checkpoint(f, x, use_reentrant=True, foo=3)
checkpoint(f, x, use_reentrant=False, foo=3)
checkpoint(lambda a, k=1: a * k, x, use_reentrant=False, k=3)
y = checkpoint(f, x, use_reentrant=True)
torch.autograd.grad(y.sum(), x)
y = checkpoint(f, x, use_reentrant=False)
torch.autograd.grad(y.sum(), x)
y = checkpoint(f, x, use_reentrant=False)
y.sum().backward()
y.sum().backward()
y = checkpoint(f, x, use_reentrant=False)
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
g
torch.autograd.grad(g.sum(), x)
count = [0]
def bad(a):
    count[0] += 1
    return a.sin() if count[0] == 1 else a.sin().cos()

checkpoint(bad, x, use_reentrant=False).sum().backward()
count = [0]
def bad2(a):
    count[0] += 1
    return (a.sin().exp()) if count[0] == 1 else a.sin()

count = [0]
def bad3(a):
    count[0] += 1
    return (a.sin()) if count[0] == 1 else torch.cat([a, a]).sin()[:2]

count = [0]
checkpoint(bad3, x, use_reentrant=False, determinism_check="none").sum().backward()
checkpoint(f, x, use_reentrant=False, determinism_check="foo").sum().backward()
import contextlib
log = []
@contextlib.contextmanager
def ctx(name):
    log.append("in " + name)
    yield
    log.append("out " + name)

def context_fn(): return ctx("forward"), ctx("recompute")

x.grad = None
checkpoint(f, x, use_reentrant=False, context_fn=context_fn).sum().backward()
log, x.grad
checkpoint(f, x, use_reentrant=True, context_fn=context_fn)
checkpoint(f, x, use_reentrant=True, debug=True)
log2 = []
def g(a):
    log2.append("1")
    b = a.sin()
    log2.append("2")
    c = b.exp()
    log2.append("3")
    d = c * 2
    log2.append("4")
    return d

checkpoint(g, x, use_reentrant=False).sum().backward()
log2
log2.clear()
checkpoint(g, x, use_reentrant=False, early_stop=False).sum().backward()
log2
log2.clear()
with set_checkpoint_early_stop(False):
    checkpoint(g, x, use_reentrant=False).sum().backward()

log2
def drop(a): return torch.nn.functional.dropout(a * 2, 0.5)

torch.manual_seed(0)
big = torch.ones(8, requires_grad=True)
y = checkpoint(drop, big, use_reentrant=False)
y.sum().backward()
y, big.grad
torch.rand(1)
big.grad = None
y = checkpoint(drop, big, use_reentrant=False, preserve_rng_state=False)
y.sum().backward()
y, big.grad
big.grad = None
y = checkpoint(drop, big, use_reentrant=True, preserve_rng_state=True)
y.sum().backward()
y, big.grad
m = nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Linear(2, 2), nn.Tanh())
for p in m.parameters(): nn.init.constant_(p, 0.5)

checkpoint_sequential(m, 2, x, use_reentrant=False)
checkpoint_sequential(m, 2, x, use_reentrant=True)
checkpoint_sequential(m, 3, x, use_reentrant=False).sum().backward()
m[0].weight.grad
checkpoint_sequential(m, 5, x, use_reentrant=False)
checkpoint_sequential(m, 2, x, use_reentrant=False, foo=1)
checkpoint_sequential([torch.sin, torch.cos], 1, x, use_reentrant=False)
checkpoint(f, x, x, use_reentrant=False)
checkpoint(lambda a: (a * 2, a + 1), x, use_reentrant=False)
checkpoint(lambda a: (a * 2, a + 1, "s"), x, use_reentrant=True)
checkpoint(lambda a: {"k": a.sin()}, x, use_reentrant=False)["k"].sum().backward()
checkpoint(lambda a: a.detach(), x, use_reentrant=True).sum().backward()
with torch.no_grad():
    checkpoint(f, x, use_reentrant=False)
    checkpoint(f, x, use_reentrant=True)

def nested(a): return checkpoint(lambda b: b.sin().exp(), a * 2, use_reentrant=False) * 3

x.grad = None
checkpoint(nested, x, use_reentrant=False).sum().backward()
x.grad
y = checkpoint(f, x, use_reentrant=False)
y.grad_fn._saved_result
with torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t):
    checkpoint(f, x, use_reentrant=False).sum().backward()

torch.utils.checkpoint.checkpoint is checkpoint
torch.utils.checkpoint.CheckpointError.__mro__
torch.utils.checkpoint.CheckpointError("x")
torch.utils.checkpoint.noop_context_fn()
