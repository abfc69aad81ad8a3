import torch
import torch.nn.functional as F
def g(f, *values):
    x = torch.tensor(values, dtype=torch.float64, requires_grad=True)
    y = f(x)
    y.sum().backward()
    return [f"{value:.9g}" for value in x.grad.tolist()]

g(torch.relu, 0.), g(torch.abs, 0.), g(torch.sign, 0., 1.), g(torch.floor, 1., 1.5), g(torch.ceil, 1.), g(torch.round, 0.5), g(torch.trunc, 1.), g(torch.frac, 1.5)
g(torch.sqrt, 0.), g(torch.log, 0.), g(lambda x: x ** 0, 0., 2.), g(lambda x: x ** 2, 0.), g(lambda x: x ** 1, 0.), g(lambda x: 0 ** x, 0., 1.), g(lambda x: torch.tensor(-2.) ** x, 2.)
g(lambda x: x.clamp(-1, 1), -1., 1., 2.), g(lambda x: x.clamp(min=0), 0.), g(lambda x: torch.clamp(x, torch.tensor(0.), torch.tensor(1.)), 0., 1., 2.)
g(F.hardtanh, -1., 1.), g(F.relu6, 0., 6.), g(F.hardsigmoid, -3., 3.), g(F.hardswish, -3., 3.)
g(lambda x: F.leaky_relu(x, 0.2), 0.), g(F.elu, 0.), g(F.selu, 0.), g(F.celu, 0.), g(F.softplus, 20., 21.), g(lambda x: F.threshold(x, 0.5, 0.), 0.5), g(F.hardshrink, 0.5, -0.5), g(F.softshrink, 0.5, -0.5)
g(torch.max, 2., 2., 1.), g(torch.min, 1., 1., 2.), g(lambda x: x.amax(), 2., 2.), g(lambda x: x.amin(), 2., 2.), g(torch.median, 2., 2., 2.), g(torch.median, 1., 2., 3., 4.)
g(lambda x: x.max(0).values, 2., 2.), g(lambda x: x.min(0).values, 2., 2.), g(lambda x: F.max_pool1d(x[None], 2), 3., 3.)
g(lambda x: torch.maximum(x, torch.tensor(1.)), 1.), g(lambda x: torch.minimum(x, torch.tensor(1.)), 1.), g(lambda x: x.cummax(0).values, 2., 2.), g(lambda x: x.cummin(0).values, 2., 2.), g(lambda x: x.mode().values, 2., 2., 1.)
g(torch.norm, 0., 0.), g(lambda x: x.norm(p=1), 0., -1.), g(lambda x: x.norm(p=float("inf")), 2., -2.), g(lambda x: torch.dist(x, x.detach()), 1.), g(lambda x: torch.hypot(x, x), 0.), g(lambda x: torch.atan2(x, torch.tensor(0.)), 0.)
g(torch.prod, 0., 2., 3.), g(torch.prod, 0., 0., 3.), g(lambda x: x.cumprod(0), 0., 2., 3.), g(torch.std, 2., 2.), g(torch.var, 2., 2.)
g(lambda x: torch.where(x > 0, x.log(), torch.zeros(())), 0.), g(lambda x: F.l1_loss(x, x.detach()), 1.), g(lambda x: F.smooth_l1_loss(x, torch.zeros(1, dtype=x.dtype)), 1.), g(lambda x: F.huber_loss(x, torch.zeros(1, dtype=x.dtype)), 1.)
g(lambda x: torch.logsumexp(x, 0), -float("inf"), 0.), g(lambda x: F.normalize(x, dim=0), 0., 0.), g(lambda x: x[torch.tensor([0, 0, 1])], 1., 2.)
g(lambda x: F.embedding(torch.tensor([0, 1, 1]), x.view(3, 1), padding_idx=0), 1., 2., 3.)
g(torch.reciprocal, 0.), g(torch.rsqrt, 0.), g(torch.acos, 1.), g(torch.asin, 1.), g(lambda x: torch.special.xlogy(x, torch.tensor(0.)), 0.), g(torch.logit, 0., 1.), g(torch.sinc, 0.), g(lambda x: x % 1, 1.)
g(torch.nan_to_num, float("nan"), float("inf"), 1.), g(torch.nansum, float("nan"), 1.), g(lambda x: x.sort().values, 2., 2., 1.), g(lambda x: x.topk(1).values, 2., 2.), g(lambda x: x.kthvalue(1).values, 2., 2.)
