import torch, warnings
from torch.autograd import Function
import torch.autograd.forward_ad as fwAD
from torch.autograd import graph
def L(*v): return torch.tensor(v, requires_grad=True)
x = L(1.0, 2.0)
log = []
h = graph.register_multi_grad_hook((x,), lambda g: log.append(g))
(x * 2).sum().backward()
log
h.remove()
(x * 2).sum().backward()
len(log)
a = L(1.0)
b = L(2.0)
log = []
h = graph.register_multi_grad_hook((a, b), lambda g: log.append(g), mode='any')
(a * b).backward()
log
x = L(1.0, 2.0)
y = x.exp()
graph.increment_version(y)
y._version
y.sum().backward()
x = L(1.0, 2.0)
with graph.allow_mutation_on_saved_tensors() as ctx:
    y = x.clone()
    z = y ** 2
    y.add_(5)
    z.sum().backward()
x.grad
with graph.save_on_cpu():
    x = L(1.0, 2.0)
    y = (x ** 2).sum()
    y.backward()
x.grad
with graph.disable_saved_tensors_hooks('no hooks'):
    with graph.saved_tensors_hooks(lambda x: x, lambda x: x):
        pass
log = []
with graph.saved_tensors_hooks(lambda t: (log.append(t.shape), t)[1], lambda t: t * 2):
    x = L(1.0, 2.0)
    y = (x ** 2).sum()
y.backward()
(x.grad, log)
(graph.Node, type(L(1.0).exp().grad_fn).__mro__[-1], isinstance(L(1.0).exp().grad_fn, graph.Node))
with fwAD.dual_level():
    with fwAD.dual_level():
        pass
fwAD.make_dual(torch.ones(1), torch.ones(1))
fwAD.unpack_dual(torch.ones(1))
with fwAD.dual_level():
    print(fwAD.make_dual(torch.ones(1), torch.ones(2)))
with fwAD.dual_level():
    print(fwAD.make_dual(torch.ones(1, dtype=torch.long), torch.ones(1)))
x = L(1.0, 2.0)
y = x * 2
y.register_hook(lambda g: None)
y.register_hook(lambda g: g.mul_(2))
y.sum().backward()
x.grad
x = L(1.0)
x.register_hook(3)
x = L(1.0)
y = x * 2
y.grad_fn.register_hook(lambda gi, go: (gi[0] * 10,))
y.backward()
x.grad
x = L(1.0)
y = x * 2
y.grad_fn.register_prehook(lambda go: (go[0] * 10,))
y.backward()
x.grad
x = L(1.0)
y = x * 2
y.grad_fn.register_hook(lambda gi, go: (gi[0] * 10, gi[0]))
y.backward()
x = L(1.0)
y = x * 2
y.backward(torch.ones(1), inputs=[x])
x.grad
z = x * 3
w = L(1.0)
(z * w).backward(inputs=[w])
(x.grad, w.grad)
x = L(1.0)
y = x * 2
(y * 3).backward(inputs=[y])
torch.autograd.backward([L(1.0) * 2, L(2.0) * 3])
torch.autograd.backward([L(1.0) * 2], [None])
torch.autograd.backward(L(1.0, 2.0) * 2, torch.ones(2))
x = L(1.0)
torch.autograd.grad(x * 2, x, only_inputs=False)
x = L(1.0)
torch.autograd.grad([], x)
x = L(1.0)
torch.autograd.grad(x * 2, [])
x = L(1.0)
torch.autograd.grad(x * 2, 3)
x = L(1.0, 2.0)
y = x * 2
y[0].backward()
x.grad
x.grad.zero_()
x.grad
x.grad = None
x.grad
x = L(1.0, 2.0)
x.data = torch.ones(3)
x
x.grad
x.data = torch.ones(3, dtype=torch.float64)
x
x = L(1.0, 2.0)
x.requires_grad_(False)
x
(x * 2).requires_grad
x.requires_grad = True
x
x = torch.ones(2)
x.requires_grad_().mul(2).sum().backward()
x.grad
x.detach_().requires_grad
x = L(1.0, 2.0)
y = x.detach().clone().requires_grad_()
(y is x, y.is_leaf)
@torch.no_grad
def f(x):
    return x * 2
f(L(1.0))
with torch.autograd.set_grad_enabled(False):
    print((L(1.0) * 2).requires_grad)
torch.is_grad_enabled()
with torch.inference_mode():
    x = torch.ones(2)
    print(x.is_inference())
    y = x.clone()
    print(y.is_inference())
x.is_inference()
x.clone().is_inference()
z = x + 1
z.is_inference()
x.requires_grad_()
with torch.inference_mode(False):
    print(torch.ones(1).is_inference())
torch.autograd.set_detect_anomaly(True)
torch.is_anomaly_enabled()
torch.autograd.set_detect_anomaly(False)
x = L(1.0, 2.0)
p = torch.utils.checkpoint.checkpoint(lambda x: x.sin(), x, use_reentrant=False)
p
p.sum().backward()
x.grad
from torch.autograd.functional import jacobian
jacobian(lambda x: x.exp().sum(1), torch.zeros(2, 2)).shape
x = L(3.0)
y = x ** 2
g, = torch.autograd.grad(y, x, create_graph=True)
g
gg, = torch.autograd.grad(g, x, create_graph=True)
gg
ggg, = torch.autograd.grad(gg, x, allow_unused=True)
ggg
x = L(2.0, 3.0)
g, = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)
torch.autograd.grad(g.sum(), x)
(g ** 2).sum().backward()
x.grad
(torch.autograd.gradcheck(torch.sin, torch.ones(2, dtype=torch.float64, requires_grad=True), fast_mode=True), torch.autograd.gradgradcheck(torch.sin, torch.ones(2, dtype=torch.float64, requires_grad=True)), torch.autograd.gradcheck(torch.sin, torch.ones(2, dtype=torch.float64, requires_grad=True), check_forward_ad=True))
torch.autograd.gradcheck(lambda x: x.long(), torch.ones(2, dtype=torch.float64, requires_grad=True))
torch.autograd.gradcheck(lambda x: x.detach(), torch.ones(2, dtype=torch.float64, requires_grad=True))
def after(hook):
    x = L(1.); y = x * 2; y.grad_fn.register_hook(hook); y.backward(); return x.grad
after(lambda gi, go: 1)
after(lambda gi, go: gi[0])
after(lambda gi, go: (gi[0] * 3, None))
after(lambda gi, go: (None, None))
after(lambda gi, go: (1, None))
after(lambda gi, go: (gi[0], gi[0]))
after(lambda gi, go: (torch.ones(3), None))
def before(hook):
    x = L(1.); y = x * 2; y.grad_fn.register_prehook(hook); y.backward(); return x.grad
before(lambda go: 1)
before(lambda go: go[0] * 3)
before(lambda go: (go[0] * 3,))
before(lambda go: (go[0], None))
before(lambda go: (None,))
before(lambda go: (1,))
before(lambda go: (torch.ones(3),))
x = L(1.)
with graph.allow_mutation_on_saved_tensors():
    y = x.exp() * 2; z = y ** 2
    with graph.allow_mutation_on_saved_tensors(): pass
with graph.allow_mutation_on_saved_tensors():
    y = x.exp() * 2; z = y ** 2; y.zero_(); z.backward()
x.grad
with graph.allow_mutation_on_saved_tensors(): y = x.exp() * 2; z = y ** 2
z.backward()
d = torch.ones(2, dtype=torch.float64, requires_grad=True)
torch.autograd.gradcheck(lambda x: (x * 2, x.detach()), d)
torch.autograd.gradcheck(lambda x: x.detach() * 0, d)
torch.autograd.gradcheck(lambda x: x.detach(), d, raise_exception=False)
