import torch
from torch.func import vmap, grad, jvp, vjp, jacrev
x = torch.arange(6.).reshape(2, 3)
xr = x.clone().requires_grad_()
saved = []
def f(a):
    saved.append(a); return a

vmap(f)(x)
saved[0]
saved[0] + 1
saved[0].shape
vmap(lambda a: a.sum(), randomness="different")(x)
def f(a):
    a += 1
    return a

vmap(f)(x.clone())
y = x.clone()
vmap(lambda a: a.mul_(2))(y)
y
def f(a):
    a[1] = 7
    return a

vmap(f)(y)
y
vmap(lambda a: a.zero_())(y)
y
vmap(lambda a: a.fill_(2.))(y)
vmap(lambda a, b: a.copy_(b))(y, x)
vmap(lambda a, b: torch.ones(3).add(b))(y, x)
vmap(lambda a: torch.zeros(3) + a, in_dims=1)(torch.ones(3, 2))
vmap(lambda a: torch.relu_(a))(y - 2)
vmap(lambda a: torch.nonzero(torch.ones(2)))(x)
vmap(lambda a: a.item())(torch.ones(3))
vmap(lambda a: a.nonzero())(x)
vmap(lambda a: a.unique())(x)
vmap(lambda a: a.repeat(2))(x)
vmap(lambda a: a.bincount())(x.long())
vmap(lambda a: a.histc(3))(x)
vmap(lambda a: torch.arange(a[0]))(x)
vmap(lambda a: torch.full((2,), a[0]))(x)
vmap(lambda a: a.cpu())(x)
vmap(lambda a: a.to(torch.float64))(x)
vmap(lambda a: a.double() + a)(x)
vmap(lambda a: a.sum() * torch.ones(2, dtype=torch.float16))(x)
vmap(lambda a: torch.tensor(1.0) * a)(x)
vmap(lambda a: torch.tensor(1) + a.sum())(x)
vmap(lambda a: a.size(0) * torch.ones(1))(x)
vmap(lambda a: torch.searchsorted(a, torch.tensor([1.])))(x)
vmap(lambda a: a.tolist)(x)
vmap(lambda a: a.sort())(x)
vmap(lambda a: a.sort().values)(x)
vmap(lambda a: a.topk(2).values)(x)
vmap(lambda a: a.median())(x)
vmap(lambda a: a.kthvalue(2).values)(x)
vmap(lambda a: a.std(0))(x)
vmap(lambda a: a.mean(dtype=torch.float64))(x)
vmap(lambda a: a.sum(-1, keepdim=True))(x)
vmap(lambda a: a.prod())(x)
vmap(lambda a: a.logsumexp(0))(x)
vmap(lambda a: a.amax())(x)
vmap(lambda a: a.gather(0, torch.tensor([2, 0])))(x)
vmap(lambda a, i: a.gather(0, i))(x, torch.tensor([[2, 0], [1, 1]]))
vmap(lambda a, i: a.index_select(0, i))(x, torch.tensor([[2, 0], [1, 1]]))
vmap(lambda a, i: torch.take_along_dim(a, i, 0))(x, torch.tensor([[2, 0], [1, 1]]))
vmap(lambda a, i: a.scatter(0, i, 9.))(x, torch.tensor([[2, 0], [1, 1]]))
vmap(lambda a, m: a.masked_fill(m, 0))(x, x > 2)
vmap(lambda a, m: a[m])(x, x > 2)
vmap(lambda a: a[torch.tensor([True, False, True])])(x)
vmap(lambda a: a[[0, 2]])(x)
vmap(lambda a: a[..., None])(x)
vmap(lambda a: a[1:])(x)
vmap(lambda a: a[::2])(x)
vmap(lambda a: a[5])(x)
vmap(lambda a: a[-1])(x)
vmap(lambda a: a[0, 0])(x)
vmap(lambda a: a.transpose(0, 1))(torch.ones(2, 3, 4)).shape
vmap(lambda a: a.T)(torch.ones(2, 3, 4)).shape
vmap(lambda a: a.mT)(torch.ones(2, 3, 4)).shape
vmap(lambda a: a.permute(2, 0, 1))(torch.ones(2, 3, 4, 5)).shape
vmap(lambda a: a.flatten())(torch.ones(2, 3, 4)).shape
vmap(lambda a: a.unsqueeze(-1))(x).shape
vmap(lambda a: a.squeeze())(torch.ones(1, 1, 3)).shape
vmap(lambda a: a.squeeze(0))(torch.ones(2, 1, 3)).shape
vmap(lambda a: a.diagonal())(torch.ones(2, 3, 3)).shape
vmap(lambda a: a.movedim(0, 1))(torch.ones(2, 3, 4)).shape
vmap(lambda a: a.unfold(0, 2, 1))(x)
vmap(lambda a: a.chunk(2)[0])(x)
vmap(lambda a: a.narrow(0, 1, 2))(x)
vmap(lambda a: a.expand(4, -1))(x).shape
vmap(lambda a: a.reshape(1, 3).view(3))(x)
vmap(lambda a: a.view_as(torch.ones(3, 1)))(x).shape
vmap(lambda a: torch.atleast_2d(a))(x).shape
vmap(lambda a: torch.linalg.det(a))(torch.eye(2).repeat(3, 1, 1))
vmap(lambda a, b: torch.linalg.solve(a, b))(torch.eye(2).repeat(3, 1, 1), torch.ones(3, 2))
vmap(lambda a: torch.trace(a))(torch.eye(2).repeat(3, 1, 1))
vmap(lambda a: a.tril())(torch.ones(2, 2, 2))
vmap(lambda a: torch.fft.fft(a))(x)
vmap(lambda a: torch.bmm(a, a))(torch.ones(2, 2, 2, 2)).shape
vmap(lambda a, b: torch.nn.functional.cross_entropy(a, b))(torch.zeros(2, 3), torch.tensor([0, 1]))
vmap(lambda a, b: torch.nn.functional.nll_loss(a, b))(torch.zeros(2, 3), torch.tensor([0, 1]))
vmap(lambda a: torch.nn.functional.embedding(a, torch.eye(3)))(torch.tensor([[0, 1], [2, 2]]))
vmap(lambda a: a.half())(x)
vmap(lambda a: complex(1, 2) * a)(x)
vmap(lambda a: a.is_contiguous())(x)
vmap(lambda a: a.new_tensor([1.]))(x)
vmap(lambda a: isinstance(a, torch.Tensor) and a)(x)
vmap(lambda a: hash(a) and a)(x)
vmap(lambda a: a is a and a)(x)
vmap(lambda a: a.requires_grad and a)(x)
vmap(lambda a: a.detach())(xr)
vmap(lambda a: (a.clone(), a.contiguous()))(xr)
vmap(lambda a: a.apply_(lambda v: v))(x)
vmap(lambda a: a.map_(a, lambda v, w: v))(x)
vmap(lambda a: a.foo)(x)
vmap(lambda a: torch.addmm(a, a, a))(torch.ones(2, 2, 2))
vmap(lambda a: torch.cdist(a, a))(torch.ones(2, 2, 2))
vmap(lambda a: torch.kron(a, a))(torch.ones(2, 2, 2)).shape
vmap(lambda a: torch.cov(a))(torch.ones(2, 2, 2))
vmap(lambda a: torch.meshgrid(a, a, indexing='ij')[0])(x).shape
vmap(lambda a: torch.vstack([a, a]))(x).shape
vmap(lambda a: torch.hstack([a, a]))(x).shape
vmap(lambda a: torch.broadcast_to(a, (2, 3)))(x).shape
vmap(lambda a: torch.tensordot(a, a, 1))(x)
vmap(lambda a: torch.sum(torch.stack([a, a]), 0))(x)
vmap(torch.add, in_dims=(0, None))(x, 1)
vmap(lambda a, b: a + b, in_dims=(0, 1), out_dims=1)(x, x.t())
vmap(lambda a, *, k: a + k)(x, k=torch.ones(2, 3))
vmap(lambda a, *, k: a + k)(x, k=torch.ones(3, 3))
vmap(lambda a, *, k: a + k)(x, k=1)
vmap(lambda a: {"s": a.sum(), "l": [a, a * 2]}, out_dims={"s": 0, "l": [1, 0]})(x)
vmap(lambda a: a, chunk_size=1)(x)
vmap(lambda a: a)(torch.ones(0, 3))
vmap(lambda a: a.sum())(torch.ones(0, 3))
vmap(lambda a: a * 2, in_dims=-1)(x)
vmap(vmap(lambda a, b: a * b, in_dims=(None, 0)), in_dims=(0, None))(torch.arange(2.), torch.arange(3.))
vmap(3)(x)
vmap(lambda a: a, randomness="foo")(x)
