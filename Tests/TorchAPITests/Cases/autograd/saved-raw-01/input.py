import torch
from torch.autograd.graph import saved_tensors_hooks
x = torch.tensor([1., 2.], requires_grad=True); q = torch.tensor([3., 4.], requires_grad=True)
def pack(t):
    print("pack", t, t.requires_grad, t.is_leaf, t is x)
    return t * 2

def unpack(t):
    print("unpack", t)
    return t / 2

y = x * q; node = y.grad_fn
node._raw_saved_self
type(node._raw_saved_self).__name__
node._raw_saved_nothing
node._raw_saved_self.register_hooks(pack, unpack)
node._raw_saved_other.register_hooks(pack, unpack)
node._raw_saved_other.register_hooks(pack, unpack)
node._saved_self
y.sum().backward()
x.grad, q.grad
node._raw_saved_self.register_hooks(pack, unpack)
node._saved_self
y = x * torch.ones(2)
y.grad_fn._saved_self
y.grad_fn._raw_saved_self.register_hooks(pack, unpack)
y = x.exp()
y.grad_fn._raw_saved_result.register_hooks(lambda t: (print(t, t is y, t.requires_grad), t)[1], unpack)
y.sum().backward()
y = x.exp()
y.grad_fn._raw_saved_result.register_hooks(1, 2)
y.grad_fn._raw_saved_result.register_hooks(lambda t: t.mul_(2), unpack)
def both(pack, unpack, function=lambda: x * q):
    with saved_tensors_hooks(pack, unpack):
        y = function()
    y.sum().backward()

both(lambda t: None, lambda t: None)
both(lambda t: None, lambda t: 3)
both(lambda t: 1 / 0, lambda t: 3)
both(lambda t: t, lambda t: 1 / 0)
both(lambda t: t.mul_(2), lambda t: t)
both(lambda t: t.detach().mul_(2), lambda t: t)
both(lambda t: t, lambda t: t.double())
both(1, 2)
x.grad, x, q
with saved_tensors_hooks(lambda t: (print("outer", t), t)[1], lambda t: t):
    with saved_tensors_hooks(lambda t: (print("inner", t), t)[1], lambda t: t):
        y = x * q
    y = y * x
    z = y * 2

z.sum().backward()
class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = x ** 3
        ctx.save_for_backward(x, None, y)
        return y
    @staticmethod
    def backward(ctx, g):
        x, nothing, y = ctx.saved_tensors
        print("backward", x, nothing, y)
        return g * 3 * x ** 2

with saved_tensors_hooks(lambda t: (print("keep", t), t)[1], lambda t: (print("take", t), t)[1]):
    y = Cube.apply(x)

y.sum().backward()
with saved_tensors_hooks(lambda t: t.to(torch.float16), lambda t: t.float()):
    y = (x * q).exp().sin()

torch.autograd.grad(y.sum(), [x, q])
x.pow(2).grad_fn._saved_exponent, x.sum(0).grad_fn._saved_dim, x.sum(0).grad_fn._saved_keepdim
x.softmax(0).grad_fn._saved_dim, x.clamp(0, 1).grad_fn._saved_min, x.clamp(0, 1).grad_fn._saved_max
x.max(0)[0].grad_fn._saved_indices, x[torch.tensor([0])].grad_fn._saved_indices
[name for name in dir((x * q).grad_fn) if "saved" in name]
(x * 2).grad_fn._saved_self, (x * 2).grad_fn._saved_other
