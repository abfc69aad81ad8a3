import torch
x = torch.tensor([[1., 2.], [3., 4.]], requires_grad=True)
def run(f, again=True):
    z = x * 1.0
    f(z)
    out = z.sin()
    g = torch.autograd.grad((out + out * out).sum(), [x], create_graph=True)
    s = sum((k * k.cos()).sum() for k in g)
    return torch.autograd.grad(s, [x])

run(lambda z: z.permute(1, 0)[1].exp_())
run(lambda z: z.t()[1].exp_())
run(lambda z: z[1].exp_())
run(lambda z: z[1].sigmoid_())
run(lambda z: z[1].sin_())
run(lambda z: z[1].mul_(z[0].detach()))
run(lambda z: z.exp_())
run(lambda z: z.view(-1)[0].exp_())
run(lambda z: z.t().exp_())
run(lambda z: z.permute(1, 0).tanh_())
import torch.nn.functional as F
w = torch.linspace(-1, 2, 12, dtype=torch.float64).reshape(4, 3).requires_grad_()
def second(f, x=w):
    o = f(x)
    g, = torch.autograd.grad((o * o).sum(), x, create_graph=True)
    return type(o.grad_fn).__name__, g.detach(), torch.autograd.grad((g * g).sum(), x)[0]

second(lambda x: F.embedding_bag(torch.tensor([0, 1, 1, 2]), x, torch.tensor([0, 2]), mode="sum"))
second(lambda x: F.embedding_bag(torch.tensor([0, 1, 1, 2]), x, torch.tensor([0, 2]), mode="max"))
s = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
second(lambda s: F.embedding_bag(torch.tensor([[0, 1], [1, 2]]), w.detach(), mode="sum", per_sample_weights=s), s)
second(lambda x: F.embedding(torch.tensor([0, 1, 1, 2]), x, scale_grad_by_freq=True))
second(lambda x: F.pdist(x))
second(lambda x: F.hardsigmoid(x))
second(lambda x: F.multi_margin_loss(x, torch.tensor([0, 1, 2, 0])))
second(lambda x: F.multilabel_margin_loss(x, torch.tensor([[1, -1, 0], [0, 1, -1], [0, -1, 0], [2, 0, -1]])))
second(lambda x: F.scaled_dot_product_attention(x[None, None], x[None, None], x[None, None]))
second(lambda x: torch.cholesky_solve(x[:3], torch.eye(3, dtype=torch.float64) * 2))
second(lambda x: torch.mvlgamma(x + 3, 2))
for reduce in ("prod", "mean", "amax", "amin"):
    for own in (True, False):
        second(lambda x: x.index_reduce(0, torch.tensor([0, 2, 0]), w[1:].detach() * 0.7, reduce, include_self=own))
        print(reduce, own, *second(lambda x: w.detach().index_reduce(0, torch.tensor([0, 2, 0]), x[1:] * 0.7, reduce, include_self=own)))

p = torch.tensor([[[[0.3, -0.2], [0.9, 0.1]]]], dtype=torch.float64, requires_grad=True)
torch.autograd.grad(F.grid_sample(w[None, None], p, "nearest", align_corners=False).sum(), p)
