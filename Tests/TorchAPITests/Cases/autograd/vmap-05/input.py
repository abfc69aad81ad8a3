import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import vmap, grad, jvp, vjp, jacrev, jacfwd, hessian, functional_call, stack_module_state, grad_and_value, linearize
torch.manual_seed(0)
x = torch.arange(6.).reshape(2, 3) / 3
vmap(jacrev(lambda a: a.sin()))(x)
vmap(jacfwd(lambda a: a ** 3))(x)
vmap(hessian(lambda a: (a ** 3).sum()))(x)
vmap(hessian(lambda a: a.prod()))(x)
vmap(grad(grad(lambda a: a ** 4)))(x[0])
vmap(vmap(grad(lambda a: a ** 3)))(x)
grad(lambda a: vmap(lambda r: r.sum() ** 2)(a).sum())(x)
grad(lambda a: vmap(grad(lambda r: r.sum() ** 3))(a).sum())(x)
jacrev(lambda a: vmap(torch.dot)(a, a))(x)
jacfwd(vmap(torch.dot), argnums=1)(x, x)
vmap(lambda a: jvp(torch.sin, (a,), (torch.ones(3),)))(x)
vmap(lambda a, t: jvp(lambda b: b ** 2, (a,), (t,))[1])(x, x + 1)
vmap(lambda t: jvp(lambda b: b ** 2, (x[0],), (t,))[1])(torch.eye(3))
out, pull = vjp(lambda a: (a ** 2, a.sum()), x[0])
vmap(pull)((torch.eye(3), torch.ones(3)))
vmap(lambda c: pull((c, torch.tensor(0.)))[0])(torch.eye(3))
vmap(lambda a: vjp(torch.sin, a)[1](torch.ones(3))[0])(x)
vmap(grad(lambda w, a: (w * a).sum()), in_dims=(None, 0))(torch.ones(3), x)
vmap(grad(lambda w, a: (w ** 2).sum()), in_dims=(None, 0))(torch.ones(3), x)
vmap(grad(lambda w, a: (w * a).sum(), argnums=(0, 1)), in_dims=(None, 0))(torch.ones(3), x)
vmap(grad_and_value(lambda a: (a ** 2).sum()))(x)
vmap(grad(lambda a: ((a ** 2).sum(), a * 2), has_aux=True))(x)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(1, 2, 3)
        self.f = nn.Linear(8, 3)
    def forward(self, x):
        x = F.max_pool2d(F.relu(self.c(x)), 2)
        return self.f(x.flatten(1))

net = Net()
data = torch.randn(4, 1, 6, 6)
target = torch.tensor([0, 1, 2, 1])
params = {k: v.detach() for k, v in net.named_parameters()}
def loss(p, s, t):
    out = functional_call(net, p, (s.unsqueeze(0),))
    return F.cross_entropy(out, t.unsqueeze(0))

g = vmap(grad(loss), in_dims=(None, 0, 0))(params, data, target)
{k: (v.shape, round(v.norm().item(), 4)) for k, v in g.items()}
g2 = grad(lambda p: F.cross_entropy(functional_call(net, p, (data,)), target))(params)
[torch.allclose(g[k].mean(0), g2[k], atol=1e-6) for k in g]
models = [nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 1)) for _ in range(3)]
p, b = stack_module_state(models)
base = models[0]
vmap(lambda p, b, x: functional_call(base, (p, b), (x,)), in_dims=(0, 0, None))(p, b, x).detach()
torch.allclose(vmap(lambda p, b, x: functional_call(base, (p, b), (x,)), in_dims=(0, 0, None))(p, b, x)[1], models[1](x))
vmap(lambda p, b, x: functional_call(base, (p, b), (x,)), in_dims=(0, 0, 0))(p, b, torch.ones(3, 2, 3)).sum().backward()
p["0.weight"].grad.shape
vmap(lambda a, b: vmap(lambda c: c * b)(a))(x, torch.tensor([1., 10.]))
vmap(vmap(lambda a, b: a + b, in_dims=(0, None)), in_dims=(None, 0))(torch.arange(3.), torch.arange(2.))
vmap(vmap(lambda a: print(a.shape) or a))(torch.ones(2, 3, 4)).shape
vmap(lambda a: vmap(lambda b: print(b) or b)(a))(x)
vmap(vmap(lambda a: a.sum()), in_dims=1, out_dims=0)(torch.arange(24.).reshape(2, 3, 4))
vmap(vmap(lambda a: a * 2, out_dims=-1), in_dims=1)(x)
vmap(lambda a: F.dropout(a, 0.5), randomness="different")(torch.ones(2, 4))
vmap(lambda a: F.dropout(a, 0.5), randomness="same")(torch.ones(2, 4))
vmap(lambda a: nn.Dropout(0.5)(a), randomness="different")(torch.ones(2, 4))
vmap(lambda a: torch.randn(3), randomness="different")(x)
vmap(lambda a: torch.randn(3), randomness="same")(x)
vmap(lambda a: torch.randn_like(a), randomness="same")(x)
vmap(lambda a: torch.randint(0, 9, (3,)), randomness="different")(x)
vmap(lambda a: torch.randperm(4), randomness="different")(x)
vmap(lambda a: torch.normal(a, 1.), randomness="different")(x)
vmap(lambda a: torch.normal(0., 1., (2,)), randomness="different")(x)
vmap(lambda a: torch.empty(2).normal_(), randomness="different")(x)
vmap(lambda a: torch.empty(2).normal_(), randomness="same")(x)
vmap(lambda a: a.new_zeros(2).uniform_(), randomness="different")(x)
vmap(lambda a: torch.multinomial(a + 1, 2), randomness="different")(x)
vmap(lambda a: torch.multinomial(a + 1, 2), randomness="same")(x)
vmap(lambda a: torch.rand(2, dtype=torch.float64), randomness="different")(x)
vmap(vmap(lambda a: torch.randn(2), randomness="different"), randomness="different")(x).shape
vmap(lambda a: torch.manual_seed(1) and a)(x)
torch.rand(2)
vmap(F.linear, in_dims=(0, 0, 0))(x, torch.ones(2, 4, 3), torch.ones(2, 4))
vmap(F.conv1d)(torch.ones(2, 1, 2, 4), torch.ones(2, 3, 2, 2)).shape
vmap(torch.matmul)(torch.ones(2, 3, 4), torch.ones(2, 4)).shape
vmap(torch.matmul, in_dims=(0, None))(torch.ones(2, 3, 4), torch.ones(4)).shape
vmap(torch.matmul, in_dims=(None, 0))(torch.ones(5, 3, 4), torch.ones(2, 4, 6)).shape
vmap(torch.matmul, in_dims=(0, None))(torch.ones(2, 4), torch.ones(5, 4, 6)).shape
vmap(torch.matmul, in_dims=(0, 0))(torch.ones(2, 5, 3, 4), torch.ones(2, 4, 6)).shape
vmap(torch.mv)(torch.ones(2, 3, 4), torch.ones(2, 4))
vmap(lambda a: a.t() @ a)(torch.ones(2, 3, 2))
vmap(lambda a, b: torch.cat([a, b]), in_dims=(0, None))(x, torch.ones(2))
vmap(lambda a, b: torch.stack([a, b], -1), in_dims=(0, None))(x, torch.ones(3))
vmap(lambda a, v: a.index_fill(0, torch.tensor([1]), v), in_dims=(0, 0))(x, torch.tensor([7., 8.]))
vmap(lambda i: F.one_hot(i, 3))(torch.tensor([[0, 2], [1, 1]]))
vmap(lambda i: F.embedding(i, torch.arange(6.).view(3, 2)))(torch.tensor([0, 2]))
emb = nn.Embedding(3, 2)
vmap(emb)(torch.tensor([0, 2])).shape
vmap(nn.MultiheadAttention(4, 2, batch_first=True))(torch.ones(2, 1, 3, 4), torch.ones(2, 1, 3, 4), torch.ones(2, 1, 3, 4))[0].shape
vmap(F.scaled_dot_product_attention)(torch.ones(2, 3, 4), torch.ones(2, 3, 4), torch.ones(2, 3, 4)).shape
vmap(lambda a: F.softmax(a / 2, dim=0).log().sum())(x)
def newton(a):
    for _ in range(3):
        a = a - (a ** 2 - 2) / (2 * a)
    return a

vmap(newton)(torch.tensor([1., 2.]))
def pw(a, b): return ((a[:, None] - b[None]) ** 2).sum(-1)

vmap(lambda a, b: ((a - b) ** 2).sum())(x, x + 1)
vmap(lambda a: vmap(lambda b: ((a - b) ** 2).sum())(x))(x)
f = lambda a: a @ a
o, lin = linearize(f, x[0])
vmap(lin)(torch.eye(3))
jacrev(grad(lambda a: (a ** 3).sum()))(x[0])
jacfwd(jacrev(lambda a: (a ** 3).sum()))(x[0])
jacrev(lambda a: vmap(lambda b: b ** 2)(a))(x[0])
vmap(jacrev(lambda a, b: a * b, argnums=(0, 1)))(x, x)
vmap(vmap(jacrev(lambda a: a ** 2)))(x)
vmap(lambda a: torch.autograd.functional.jacobian(torch.sin, a))(x)
def g(a):
    y = a.clone()
    y[1:] *= 2
    return y

vmap(g)(x)
vmap(grad(lambda a: g(a).prod()))(x + 1)
def h(a):
    y = torch.zeros_like(a)
    for i in range(3): y[i] = a[i] ** i
    return y

vmap(h)(x)
vmap(jacrev(h))(x)
