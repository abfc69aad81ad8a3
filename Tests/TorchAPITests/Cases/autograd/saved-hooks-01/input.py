import torch
from torch.autograd.graph import saved_tensors_hooks, save_on_cpu, disable_saved_tensors_hooks, get_gradient_edge, register_multi_grad_hook
x = torch.tensor([1., 2.], requires_grad=True)
def pack(t):
    print("pack", t, t.is_leaf, torch.is_grad_enabled())
    return t

def unpack(t):
    print("unpack", t)
    return t

with saved_tensors_hooks(pack, unpack):
    y = x * x; z = y.exp(); w = z.sin()

w.grad_fn._saved_self
w.sum().backward()
x.grad
with saved_tensors_hooks(lambda t: t * 2, lambda t: t + 1):
    y = x * x

torch.autograd.grad(y.sum(), x)
with saved_tensors_hooks(lambda t: 1, lambda t: 1):
    y = x * x

y.sum().backward()
with disable_saved_tensors_hooks("not here"):
    with saved_tensors_hooks(pack, unpack):
        pass

with save_on_cpu():
    y = (x * x).sin()

torch.autograd.grad(y.sum(), x)
get_gradient_edge(y)
get_gradient_edge(torch.ones(1))
a = torch.ones(2, requires_grad=True); b = torch.ones(2, requires_grad=True)
handle = register_multi_grad_hook([a, b], lambda gs: print("all", gs))
(a * 2 + b * 3).sum().backward()
handle.remove()
(a * 2 + b * 3).sum().backward()
handle = register_multi_grad_hook([a, b], lambda g: print("any", g), mode="any")
(a * 2).sum().backward()
isinstance(y.grad_fn, torch.autograd.graph.Node)
