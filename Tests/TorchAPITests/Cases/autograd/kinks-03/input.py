import torch
w = torch.tensor([[0.], [1.5]], requires_grad=True)
for p in (1, 2, 3, 1.5, 0.5, float('inf')):
    n = torch.linalg.vector_norm(w, p, dim=-1)
    y = (n + 0.1).square() * torch.tensor([1., 2.])
    g, = torch.autograd.grad(y.sum(), w, create_graph=True)
    print(p, n, g.detach())
    try:
        h = torch.autograd.grad((g * g).sum(), [w, n], allow_unused=True)
        print(h)
    except RuntimeError as e:
        print(e)
w = torch.tensor([[0.], [1.5]], requires_grad=True)
v = w * 1
n = torch.linalg.vector_norm(v, dim=-1)
y = torch.hypot(torch.tensor([3., 4]), n + 0.1)
g, = torch.autograd.grad(y.sum(), w, create_graph=True)
torch.autograd.grad((g * g).sum(), [y, n, v, w], allow_unused=True)
n = v.norm(dim=0)
y = torch.hypot(torch.tensor([3.]), n + 0.1)
g, = torch.autograd.grad(y.sum(), w, create_graph=True)
torch.autograd.grad((g * g).sum(), [y, n, v, w], allow_unused=True)
for f in (lambda x: x.var(-1), lambda x: x.std(-1), lambda x: x.std(), lambda x: x.prod(0), lambda x: x.prod(), lambda x: x.cumprod(0), lambda x: torch.dist(x, x * 0.5), lambda x: torch.cdist(x, x), lambda x: x.norm(), lambda x: torch.nn.functional.normalize(x), lambda x: torch.nn.functional.cosine_similarity(x, x+0.1), lambda x: x.logsumexp(0), lambda x: torch.hypot(x, x), lambda x: torch.atan2(x, x), lambda x: x.abs().sqrt(), lambda x: x.renorm(2, 0, 1.), lambda x: x.pow(1.5), lambda x: x.pow(0.5), lambda x: x ** x, lambda x: torch.xlogy(x, x), lambda x: torch.sinc(x), lambda x: torch.nn.functional.layer_norm(x, (2,)), lambda x: torch.nn.functional.gelu(x), lambda x: torch.special.entr(x), lambda x: torch.sgn(x), lambda x: x.log1p().prod(1), lambda x: x.cumprod(1), lambda x: x.cummax(0).values, lambda x: x.amax(0), lambda x: x.max(), lambda x: x.median(), lambda x: torch.nn.functional.softplus(x), lambda x: torch.nn.functional.huber_loss(x, torch.ones(2, 2)), lambda x: torch.special.i0e(x), lambda x: torch.nn.functional.l1_loss(x, torch.zeros(2,2)), lambda x: torch.nn.functional.pairwise_distance(x, x), lambda x:torch.logcumsumexp(x, 0), lambda x: x.nansum(), lambda x: torch.logaddexp(x, x), lambda x: torch.nn.functional.leaky_relu(x), lambda x: torch.nn.functional.elu(x), lambda x: torch.nn.functional.hardswish(x), lambda x:torch.special.xlog1py(x, x), lambda x: torch.where(x > 0, x.log(), x)):
    try:
        x = torch.tensor([[0., 0.], [1., 2.]], requires_grad=True)
        y = f(x)
        g, = torch.autograd.grad(y.sum(), x, create_graph=True)
        print(g.detach())
        c = torch.tensor([[1., 2.], [3., 4.]])
        if g.requires_grad:
            h = torch.autograd.grad((g * c).sum(), x, allow_unused=True)
            print(h)
    except Exception as e:
        print(type(e).__name__, e)
x = torch.tensor([[-0.66763, -1.51363, 1.46337], [1.19537, -0.35063, 1.76637]], requires_grad=True)
y = torch.nn.functional.gelu(x).tanh().prod(0)
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g, torch.autograd.grad(g.sum(), x))
