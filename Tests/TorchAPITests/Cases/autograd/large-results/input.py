import torch
import torch.nn.functional as F
def values(dtype, *shape):
    count = 1
    for n in shape:
        count *= n
    return ((torch.arange(count) * 7919 % 2003 - 1001) / 500).reshape(shape).to(dtype)
def show(f, *operands):
    result = f(*operands)
    result.backward(torch.ones_like(result))
    print(result.grad_fn, result.shape, result.stride(), [(o.grad.shape, f"{o.grad.double().abs().sum():.1f}") for o in operands if o.grad is not None])
def pair(dtype=torch.float32, second=(250, 200)):
    return values(dtype, 250, 200).requires_grad_(), (values(dtype, *second) + 0.75).requires_grad_()
for f in [torch.atan2, torch.fmax, torch.fmin, torch.copysign, torch.hypot, torch.maximum, torch.mul, torch.div]:
    show(f, *pair())
    show(f, *pair(second=(200,)))
for f in [torch.sub, torch.mul, torch.maximum, torch.fmax]:
    show(f, *pair(torch.float16))
for f in [torch.abs, torch.neg, torch.relu, torch.square, torch.arctan]:
    show(f, values(torch.float32, 300, 200).requires_grad_())
    show(f, values(torch.bfloat16, 300, 200).requires_grad_())
    show(lambda x: f(x.t()), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: torch.round(x, decimals=1), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: torch.rsub(x, 1.5, alpha=2), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: torch.copysign(x, -1), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: F.prelu(x, torch.tensor([0.25])), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: torch.clamp(x, -1, 1), values(torch.float16, 300, 200).requires_grad_())
show(lambda x: x.clone().subtract_(2), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: x.clone().arctan_(), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: x.clone().divide_(4), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: x.amax(), values(torch.float16, 300, 200).requires_grad_())
show(lambda x: x.t().amax(0), values(torch.float32, 300, 200).requires_grad_())
show(lambda x: x.max(1).values, values(torch.float16, 300, 200).requires_grad_())
x = values(torch.float32, 300, 200)
y = values(torch.float32, 300, 200).flip(0)
print(x.clone().lt_(y).sum(), x.clone().t().ge_(0.5).sum(), x.clone().logical_and_(y).sum())
out = torch.zeros(300, 200)
print(torch.eq(x, y, out=out) is out, out.sum(), torch.subtract(x, y, out=out) is out, f"{out.double().abs().sum():.1f}")
print(torch.arctan(x, out=out) is out, out.stride(), x.half().eq(x.half()).all(), x.bool().any(), x.t().any(0).sum())
print((x > 0).sum(), (x > 0).amax(), x.half().amin(), x.t().half().amax(1)[:5], torch.count_nonzero(x), torch.count_nonzero(x.t(), 1).sum())
print(x.half().max(0).indices[:5], x.half().argmax(1)[:5], x.short().sum(), x.t().short().sum(1)[:5], x.byte().sum(0)[:3])
print(x.logit(), f"{x.double().logit(eps=0.25).sum():.2f}", x.xlogy(y)[:2, :9], f"{x.heaviside(y).double().sum():.1f}")
