import torch
from torch.overrides import TorchFunctionMode
import torch.overrides as O
HANDLED = {}
def implements(f):

    def deco(g):
        HANDLED[f] = g
        return g
    return deco

class Scalar:

    def __init__(self, N, v):
        self._N = N
        self._v = v

    def __repr__(self):
        return f'Scalar(N={self._N}, value={self._v})'

    def tensor(self):
        return self._v * torch.eye(self._N)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if kwargs is None:
            kwargs = {}
        if func not in HANDLED or not all((issubclass(t, (torch.Tensor, Scalar)) for t in types)):
            return NotImplemented
        return HANDLED[func](*args, **kwargs)

@implements(torch.mean)
def mean(input):
    return float(input._v) / input._N

@implements(torch.add)
def add(input, other):
    return Scalar(input._N, input._v + other._v) if isinstance(other, Scalar) else input.tensor() + other

@implements(torch.nn.functional.mse_loss)
def mse(input, target, **kw):
    print(kw)
    return 0.5

@implements(torch.stack)
def stack(ts, dim=0):
    return [t._v for t in ts]

@implements(torch.Tensor.add)
def tadd(a, b):
    return 'Tensor.add'

@implements(torch.matmul)
def mm(a, b):
    return 'matmul'

s = Scalar(5, 2)
s
torch.mean(s)
torch.add(s, s)
torch.add(s, torch.ones(5, 5))
torch.mul(s, 3)
torch.mul(torch.ones(2), s)
torch.nn.functional.mse_loss(s, s)
torch.stack([s, s])
torch.stack([torch.ones(2), s])
torch.ones(2) + s
torch.ones(2) * s
s + torch.ones(2)
torch.ones(2) @ s
torch.nn.functional.relu(s)
torch.nn.functional.gelu(s)
torch.zeros_like(s)
torch.sum(s, dim=0)
torch.ones(2).add(s)
torch.linalg.norm(s)
torch.cat((s, s), dim=1)
torch.tensor([s])
torch.where(torch.ones(2) > 0, s, 0)
torch.is_tensor(s)
O.is_tensor_like(s)
O.is_tensor_like(3)
O.has_torch_function((s, 1))
O.has_torch_function((torch.ones(1),))
O.has_torch_function_unary(s)
O.has_torch_function_variadic(1, s)
O.resolve_name(torch.mean)
O.resolve_name(torch.Tensor.add)
O.resolve_name(torch.nn.functional.relu)
O.resolve_name(torch.Tensor.shape.__get__)
O.is_tensor_method_or_property(torch.Tensor.add)
O.is_tensor_method_or_property(torch.add)
class Plain:
    pass

torch.mean(Plain())
class Meta:

    def __init__(self, data, metadata=None):
        self._t = torch.as_tensor(data)
        self._m = metadata

    def __repr__(self):
        return f'Metadata:\n{self._m}\n\ndata:\n{self._t}'

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if kwargs is None:
            kwargs = {}
        metas = tuple((a._m for a in args if hasattr(a, '_m')))
        args = [getattr(a, '_t', a) for a in args]
        assert len(metas) > 0
        return Meta(func(*args, **kwargs), metadata=metas[0])

m = Meta([[1, 2], [3, 4]], metadata={'owner': 'M'})
torch.add(m, torch.tensor([[1, 2], [1, 2]]))
torch.mul(torch.tensor([[4, 2], [1, 2]]), m)
torch.sum(m, dim=0)
torch.nn.functional.relu(m)
torch.nn.functional.softmax(m, dim=0) if 0 else 1
class Inst:

    def __torch_function__(self, func, types, args=(), kwargs=None):
        return 'instance method ' + func.__name__

torch.mean(Inst())
class Log(TorchFunctionMode):

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        print('mode', O.resolve_name(func) or func.__name__, len(args), sorted(kwargs))
        return func(*args, **kwargs)

lin = torch.nn.Linear(2, 1)
with Log():
    a = torch.zeros(2)
    b = a + 1
    c = b.sum()
    d = torch.tensor([1, 2])
    print(d.shape)
    f = torch.nn.functional.relu(b)
    lin(b)
    c.item()
    torch.rand(2)
    torch.arange(3)
    b[0]
    b[0] = 2
    torch.ones_like(b)

class Dev(TorchFunctionMode):

    def __init__(self, dt):
        super().__init__()
        self.dt = dt

    def __torch_function__(self, func, types, args=(), kwargs=None):
        kwargs = dict(kwargs or {})
        if func in (torch.zeros, torch.ones):
            kwargs.setdefault('dtype', self.dt)
        return func(*args, **kwargs)

with Dev(torch.float64):
    print(torch.zeros(2), torch.ones(1))
    with Log():
        torch.add(torch.ones(1), 1)

print(torch.zeros(2).dtype)
class Bad(TorchFunctionMode):

    def __torch_function__(self, func, types, args=(), kwargs=None):
        return NotImplemented

def g():
    with Bad():
        torch.add(torch.ones(1), 1)

e(g)
class A(torch.Tensor):

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return NotImplemented

class B(torch.Tensor):
    pass

x = torch.ones(2).as_subclass(B)
y = torch.Tensor._make_subclass(A, torch.ones(2))
torch.add(y, 1)
y + 1
y.sum()
torch.nn.functional.relu(y)
x + y
torch.add(x, y)
y.shape
torch.stack([x, y])
with torch._C.DisableTorchFunctionSubclass():
    print(y + 1)
    print(x + 1)
    print(type(x))

with torch._C.DisableTorchFunction():
    print(y + 1)

class D(torch.Tensor):
    __torch_function__ = torch._C._disabled_torch_function_impl

z = torch.ones(2).as_subclass(D)
(type(z + 1), z, type(z.sum()))
with Log():
    with torch._C.DisableTorchFunctionSubclass():
        torch.add(torch.ones(1), 1)

with Log():
    with torch._C.DisableTorchFunction():
        torch.add(torch.ones(1), 1)

def my(x, *, flag=False):
    if O.has_torch_function_unary(x):
        return O.handle_torch_function(my, (x,), x, flag=flag)
    return 'plain'

my(torch.ones(1))
my(s)
my(m)
my(x)
my(Inst())
torch.Tensor.__torch_function__(torch.add, (torch.Tensor,), (torch.ones(1), 1))
