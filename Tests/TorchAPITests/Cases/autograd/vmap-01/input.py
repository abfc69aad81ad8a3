import torch
from torch.func import vmap, grad, jvp, vjp, jacrev
x = torch.arange(6.).reshape(2, 3)
vmap(lambda a: a.sum().item())(x)
def f(a):
    if a.sum() > 0: return a
    return -a

vmap(f)(x)
vmap(lambda a: float(a.sum()))(x)
vmap(lambda a: int(a.sum()))(x)
vmap(lambda a: a.tolist())(x)
vmap(lambda a: a.numpy())(x)
vmap(lambda a: list(range(a.sum().long())))(x)
w = torch.zeros(3)
vmap(lambda a: w.add_(a))(x)
vmap(lambda a: w.copy_(a))(x)
def g(a):
    w[0] = a[0]
    return a

vmap(g)(x)
def g(a):
    w[:] = a
    return a

vmap(g)(x)
def g(a):
    w.mul_(a)
    return a

vmap(g)(x)
def f(a):
    print(a)
    print(a.shape, a.dim(), a.dtype, a.device, type(a), a.requires_grad, a.stride(), a.numel(), len(a))
    return a * 2

vmap(f)(x)
vmap(f, in_dims=1)(x)
vmap(vmap(lambda a: print(a) or a))(x)
vmap(lambda a: print(a * 2) or a, in_dims=1)(x)
vmap(lambda a, b: print(a * b) or a, in_dims=(1, None))(x, x[:,0])
vmap(lambda a: print(a.sin()) or a, in_dims=1)(x)
vmap(lambda a: print(a.sum(0)) or a, in_dims=1)(x)
vmap(lambda a: print(a[0]) or a, in_dims=1)(x)
vmap(lambda a: print(a.t()) or a, in_dims=1)(x)
grad(lambda a: print(a) or a.sum())(x)
grad(lambda a: print(a*2) or a.sum())(x)
vmap(grad(lambda a: print(a*2) or a.sum()))(x)
grad(lambda a: vmap(lambda b: print(b) or b)(a).sum())(x)
jvp(lambda a: print(a) or a, (x,), (x,))
vmap(lambda a: a, out_dims=None)(x)
vmap(lambda a: torch.ones(3), out_dims=None)(x)
vmap(lambda a: torch.ones(3))(x)
vmap(lambda a: 3, out_dims=None)(x)
vmap(lambda a: (a, 3))(x)
vmap(lambda a: None)(x)
vmap(lambda a: a, out_dims=3)(x)
vmap(lambda a: a, out_dims=(1,))(x)
vmap(lambda a: torch.nonzero(a))(x)
vmap(lambda a: a[a > 1])(x)
vmap(lambda a: torch.where(a > 1))(x)
vmap(lambda a: torch.unique(a))(x)
vmap(lambda a: torch.masked_select(a, a > 1))(x)
vmap(lambda a: str(a))(x)
vmap(lambda a: f"{a.sum():.2f}" and a)(x)
vmap(lambda a: a.data_ptr())(x)
vmap(lambda a: torch.equal(a, a))(x)
vmap(lambda a: torch.allclose(a, a))(x)
vmap(lambda a: torch.tensor([a[0], a[1]]))(x)
vmap(lambda a: torch.is_nonzero(a[0]))(x)
vmap(lambda a: a.backward())(x)
vmap(lambda a: a.view(-1).resize_(3))(x)
vmap(lambda a: torch.add(a, a, out=torch.empty(3)))(x)
vmap(lambda a: a.requires_grad_())(x)
vmap(lambda a: a.new_zeros(2))(x)
vmap(lambda a: torch.zeros_like(a))(x)
vmap(lambda a: bool(a[0]))(x)
vmap(lambda a: a[0] and a)(x)
vmap(lambda a: max(a))(x)
vmap(lambda a: sum(a))(x)
vmap(lambda a: [b for b in a][0])(x)
vmap(lambda a: a in [a])(x)
vmap(lambda a, i: a[i])(x, torch.tensor([0, 1]))
vmap(lambda a: a[torch.tensor([0, 1])])(x)
vmap(lambda a, i: x[i])(x, torch.tensor([0, 1]))
def f(a):
    b = a.clone(); b[0].zero_(); return b

vmap(f)(x)
def f(a):
    b = torch.zeros(3); b[0] = a[0]; return b

vmap(f)(x)
def f(a):
    b = torch.zeros_like(a); b[0] = a[0]; return b

vmap(f)(x)
def f(a):
    b = a.new_zeros(3); b[0] = a[0]; return b

vmap(f)(x)
xr = x.clone().requires_grad_()
vmap(lambda a: a * 2)(xr)
vmap(lambda a: a.sum())(xr)
vmap(lambda a: torch.dot(a, a))(xr)
vmap(lambda a: a.softmax(0))(xr)
vmap(torch.sum)(xr).backward(torch.ones(2))
xr.grad
