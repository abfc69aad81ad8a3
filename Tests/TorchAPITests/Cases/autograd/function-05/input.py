import torch, warnings
from torch.autograd import Function
from torch.autograd.function import once_differentiable
def L(*v): return torch.tensor(v, requires_grad=True)
class F(Function):

    @staticmethod
    def forward(x, n):
        return x ** n

    @staticmethod
    def setup_context(ctx, inputs, output):
        x, n = inputs
        ctx.save_for_backward(x)
        ctx.n = n

    @staticmethod
    def backward(ctx, g):
        x, = ctx.saved_tensors
        return (g * ctx.n * x ** (ctx.n - 1), None)
x = L(1.0, 2.0)
y = F.apply(x, 3)
y
y.sum().backward()
x.grad
torch.func.grad(lambda x: F.apply(x, 2).sum())(torch.ones(2))
torch.func.vmap(lambda x: F.apply(x, 2))(torch.ones(2, 2))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x, None)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        print(ctx.saved_tensors)
        return g
F.apply(L(1.0)).backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(3)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g
F.apply(L(1.0))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        ctx.save_for_backward(x * 3)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        print(ctx.saved_tensors)
        return g
F.apply(L(1.0)).backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        ctx.saved_tensors
        return g
y = F.apply(L(1.0))
y.backward()
y.backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g
x = L(1.0) * 1
y = F.apply(x)
y.grad_fn.saved_tensors
x.add_(1)
y.grad_fn.saved_tensors
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        x.mul_(2)
        return x

    @staticmethod
    def backward(ctx, g):
        return g * 2
a = L(1.0)
x = a * 1
y = F.apply(x)
(y is x, x, x._version)
y.sum().backward()
a.grad
F.apply(a)
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g * 2
F.apply(L(1.0) * 1)
class F(Function):

    @staticmethod
    def forward(ctx, x):
        x.mul_(2)
        return x

    @staticmethod
    def backward(ctx, g):
        return g * 2
x = L(1.0) * 1
y = F.apply(x)
(y is x, y, x)
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        x.mul_(2)
        return x

    @staticmethod
    def backward(ctx, g):
        return g * 2
x = (L(1.0, 2.0) * 1)[0]
y = F.apply(x)
(y, x.grad_fn, y is x)
class F(Function):

    @staticmethod
    def forward(ctx, x):
        o = x > 0
        ctx.mark_non_differentiable(o)
        return (x * 2, o)

    @staticmethod
    def backward(ctx, g, h):
        print(g, h)
        return g * 2
F.apply(L(1.0))
F.apply(L(1.0))[0].backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        o = x * 3
        ctx.mark_non_differentiable(o)
        return (x * 2, o)

    @staticmethod
    def backward(ctx, g, h):
        print(g, h)
        return g * 2
a, b = F.apply(L(1.0))
(a, b, b.requires_grad)
a.backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return (x * 2, x * 3)

    @staticmethod
    def backward(ctx, g, h):
        print(g, h)
        return g * 2 + h * 3
a, b = F.apply(L(1.0))
a.backward()
a, b = F.apply(L(1.0))
b.backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return (x * 2, x * 3)

    @staticmethod
    def backward(ctx, g, h):
        print(g, h)
        return g * 2
a, b = F.apply(L(1.0))
a.backward()
class F(Function):

    @staticmethod
    def forward(ctx, x, y, n):
        return x * y

    @staticmethod
    def backward(ctx, g):
        print(ctx.needs_input_grad)
        return (g, g, None)
F.apply(L(1.0), torch.ones(1), 3).backward()
F.apply(torch.ones(1), L(1.0), 3).backward()
class F(Function):

    @staticmethod
    def forward(ctx, x, y):
        print(ctx.needs_input_grad)
        return x * y

    @staticmethod
    def backward(ctx, g):
        return (g,)
F.apply(L(1.0), L(1.0)).backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return (g, None, None)
x = L(1.0)
F.apply(x).backward()
x.grad
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return g * 2
x = L(1.0)
g, = torch.autograd.grad(F.apply(x), x, create_graph=True)
(g, g.requires_grad)
y = x * x
g, = torch.autograd.grad(F.apply(y), x, create_graph=True)
g
g.backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return g * 2
x = L(1.0)
y = F.apply(x)
go = L(1.0)
g, = torch.autograd.grad(y, x, go, create_graph=True)
g
g.backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x.exp()

    @staticmethod
    def jvp(ctx, t):
        return t * 3

    @staticmethod
    def backward(ctx, g):
        return g * 3
import torch.autograd.forward_ad as fwAD
with fwAD.dual_level():
    d = fwAD.make_dual(torch.ones(2), torch.ones(2))
    r = F.apply(d)
    print(fwAD.unpack_dual(r))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x.exp()

    @staticmethod
    def backward(ctx, g):
        return g * 3
import torch.autograd.forward_ad as fwAD
with fwAD.dual_level():
    d = fwAD.make_dual(torch.ones(2), torch.ones(2))
    r = F.apply(d)
class F(Function):

    @staticmethod
    def forward(x):
        return x.exp()

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_forward(output)
        ctx.save_for_backward(output)

    @staticmethod
    def jvp(ctx, t):
        o, = ctx.saved_tensors
        return t * o

    @staticmethod
    def backward(ctx, g):
        o, = ctx.saved_tensors
        return g * o
(torch.func.jvp(F.apply, (torch.zeros(2),), (torch.ones(2),)), torch.func.jacfwd(F.apply)(torch.zeros(2)), torch.func.jacrev(F.apply)(torch.zeros(2)))
class F(Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x):
        return x.exp()

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, g):
        o, = ctx.saved_tensors
        return g * o
(torch.vmap(F.apply)(torch.zeros(2, 2)), torch.vmap(torch.func.grad(lambda x: F.apply(x).sum()))(torch.zeros(2, 2)))
class F(Function):

    @staticmethod
    def forward(x):
        return x.exp()

    @staticmethod
    def setup_context(ctx, inputs, output):
        pass

    @staticmethod
    def backward(ctx, g):
        return g
torch.vmap(F.apply)(torch.zeros(2, 3))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x.exp()

    @staticmethod
    def backward(ctx, g):
        return g
torch.vmap(F.apply)(torch.zeros(2, 3))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x.exp()

    @staticmethod
    def backward(ctx, g):
        return g
torch.func.grad(lambda x: F.apply(x).sum())(torch.zeros(2))
class F(Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x):
        return x.exp()

    @staticmethod
    def setup_context(ctx, inputs, output):
        pass

    @staticmethod
    def vmap(info, in_dims, x):
        return (x, 0)
torch.vmap(F.apply)(torch.zeros(2, 3))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return 3

    @staticmethod
    def backward(ctx, g):
        return g
F.apply(L(1.0))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return (x * 2, 3, 'a')

    @staticmethod
    def backward(ctx, *g):
        print(g)
        return g[0]
F.apply(L(1.0))
F.apply(L(1.0))[0].backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return [x * 2]

    @staticmethod
    def backward(ctx, *g):
        return g[0]
F.apply(L(1.0))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x

    @staticmethod
    def backward(ctx, g):
        return g * 5
x = L(1.0)
y = F.apply(x)
(y, y is x, y.data_ptr() == x.data_ptr())
y.backward()
x.grad
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x.view(-1)

    @staticmethod
    def backward(ctx, g):
        return g
x = L(1.0) * 1
y = F.apply(x)
(y, y._is_view())
y.add_(1)
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x.detach()

    @staticmethod
    def backward(ctx, g):
        return g
x = L(1.0)
y = F.apply(x)
y
y.backward()
x.grad
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.a = 1
        ctx.b = x
        return x * 2

    @staticmethod
    def backward(ctx, g):
        print(ctx.a, ctx.b, type(ctx).__name__)
        return g
x = L(1.0)
y = F.apply(x)
y.backward()
y.grad_fn.a
F2 = Function()
F2
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g

    @staticmethod
    def vjp(ctx, g):
        return g
F.apply(L(1.0)).backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def vjp(ctx, g):
        return g * 7
x = L(1.0)
F.apply(x).backward()
x.grad
class F(Function):
    pass
F.apply(L(1.0))
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        raise ValueError('boo')
F.apply(L(1.0)).backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return 'a'
F.apply(L(1.0)).backward()
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x.long()

    @staticmethod
    def backward(ctx, g):
        return g
F.apply(L(1.0))
class F(Function):

    @staticmethod
    def forward(ctx, x, scale=2):
        return x * scale

    @staticmethod
    def backward(ctx, g):
        return (g, None)
F.apply(L(1.0))
F.apply(L(1.0), scale=3)
F.apply(L(1.0), 3)
class F(Function):

    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        return x * 2

    @staticmethod
    def backward(ctx, g):
        with torch.enable_grad():
            print(torch.is_grad_enabled())
            return g.double()
x = L(1.0)
F.apply(x).backward()
x.grad
class F(Function):

    @staticmethod
    def forward(ctx, x):
        print(torch.is_grad_enabled(), x.requires_grad, (x * 2).requires_grad)
        return x * 2

    @staticmethod
    def backward(ctx, g):
        print(torch.is_grad_enabled())
        return g
F.apply(L(1.0)).backward()
F.apply(L(1.0)).backward(create_graph=True)
class F(Function):

    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g
y = F.apply(L(1.0))
n = y.grad_fn
n.next_functions
n.needs_input_grad
class Scaled(Function):
    @staticmethod
    def forward(ctx, x, scale=2): print(ctx.needs_input_grad); return x * scale
    @staticmethod
    def backward(ctx, g): print(ctx.needs_input_grad); return g
Scaled.apply(L(1.)).backward()
Scaled.apply(L(1.), scale=3).backward()
Scaled.apply(x=L(1.), scale=3)
Scaled.apply(L(1.), foo=3)
Scaled.apply(L(1.), x=3)
class SetUp(Function):
    @staticmethod
    def forward(x, scale=2): return x * scale
    @staticmethod
    def setup_context(ctx, inputs, output): print(inputs)
    @staticmethod
    def backward(ctx, g): print(ctx.needs_input_grad); return g, None
SetUp.apply(L(1.), scale=3).backward()
SetUp.apply(L(1.)).backward()
SetUp.apply(x=L(1.)).backward()
class KeywordOnly(Function):
    @staticmethod
    def forward(ctx, x, *, scale=2): return x * scale
    @staticmethod
    def backward(ctx, g): return g
KeywordOnly.apply(L(1.), scale=3)
class Written(Function):
    @staticmethod
    def forward(ctx, x, y): ctx.mark_dirty(x); x.mul_(y); return x
    @staticmethod
    def backward(ctx, g): return g, g * 2
y = torch.ones(3); x = L(2.)
Written.apply(y, x), y, y.grad_fn
a = L(1., 2.); b = a * 1; y = b[0]
Written.apply(y, x[0]), y, b
b.sum().backward()
a.grad, x.grad
l = L(1.)
Written.apply(l[0], x)
Written.apply(l.view(1), x)
Written.apply(l, x)
Written.apply((a * 1).unbind()[0], x)
class WrittenPair(Function):
    @staticmethod
    def forward(ctx, x): ctx.mark_dirty(x); x.mul_(2); return x, x * 3
    @staticmethod
    def backward(ctx, g, h): return g
WrittenPair.apply((a * 1)[0])
WrittenPair.apply(a * 1)
class PartlyWritten(Function):
    @staticmethod
    def forward(ctx, x): ctx.mark_dirty(x[0]); return x
    @staticmethod
    def backward(ctx, g): return g
PartlyWritten.apply(L(1.))
class Same(Function):
    @staticmethod
    def forward(ctx, x): return x
    @staticmethod
    def backward(ctx, g): return g
x = L(1.) * 1; a = Same.apply(x)
a._is_view(), a._base is x
a.add_(1)
x = torch.ones(1); a = Same.apply(x)
a._is_view(), a is x
class Views(Function):
    @staticmethod
    def forward(ctx, x): return x.view(-1), x.view(-1)
    @staticmethod
    def backward(ctx, g, h): return g
a, b = Views.apply(L(1.) * 1)
a.add_(1)
class Saved(Function):
    @staticmethod
    def forward(ctx, x): ctx.save_for_backward(x, x * 2); ctx.note = "kept"; return x * 2
    @staticmethod
    def backward(ctx, g): print(ctx.saved_tensors, ctx.note); return g
y = Saved.apply(L(1.))
y.grad_fn.saved_tensors, y.grad_fn.note, y.grad_fn.needs_input_grad
y.backward(retain_graph=True)
y.backward()
y.grad_fn.saved_tensors
y.backward()
y.grad_fn.foo
