import torch
from torch.autograd import Function
class A(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_non_differentiable(i := x.argmax(), m := x > 0)
        return i, x * 2, 3, m, x * 3
    @staticmethod
    def backward(ctx, *grads):
        print(grads)
        return grads[1] * 2 + grads[4] * 3
x = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)
out = A.apply(x)
out
out[1].sum().backward()
x.grad
class B(A):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return x.long(), x * 2, "text", x > 0, x * 3
    @staticmethod
    def backward(ctx, *grads):
        print(grads)
        return grads[1] * 2
B.apply(x)[1].sum().backward()
x.grad
class C(A):
    @staticmethod
    def forward(ctx, x):
        y = x * 2; z = x.clone(); ctx.mark_non_differentiable(z)
        return y, z
    @staticmethod
    def backward(ctx, a, b):
        print(a, b)
        return a
y, z = C.apply(x)
y, z, z.requires_grad, z.grad_fn
y.sum().backward()
import copy, collections
from torch import nn
m = nn.Linear(1, 1)
type(m.state_dict())
m.state_dict().keys()
copy.deepcopy(m.state_dict()).keys()
copy.copy(m.state_dict()).keys()
m.state_dict().copy()
copy.deepcopy(m.state_dict())
{k: v for k, v in m.state_dict().items()}.keys()
m.state_dict().items()
m.state_dict().values()
m.state_dict()._metadata
copy.deepcopy(collections.OrderedDict(a=1)).keys()
collections.OrderedDict(a=1).keys()
