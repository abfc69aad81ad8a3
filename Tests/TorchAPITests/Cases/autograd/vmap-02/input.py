import torch
from torch.func import vmap, grad, jvp, vjp, jacrev
x = torch.arange(6.).reshape(2, 3)
xr = x.clone().requires_grad_()
vmap(lambda a: print(a, a.requires_grad, a.grad_fn, a.is_leaf, (a*2).requires_grad, (a * 2).grad_fn) or a)(xr)
class Sq(torch.autograd.Function):
    @staticmethod
    def forward(a):
        print("fwd", a.shape)
        return a * a
    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
    @staticmethod
    def backward(ctx, g):
        print("bwd", g.shape)
        a, = ctx.saved_tensors
        return 2 * a * g
    @staticmethod
    def vmap(info, in_dims, a):
        print(info, in_dims, a.shape)
        return Sq.apply(a), in_dims[0]

vmap(Sq.apply)(x)
vmap(Sq.apply)(xr)
vmap(Sq.apply, in_dims=1)(x)
vmap(grad(lambda a: Sq.apply(a).sum()))(x)
grad(lambda a: vmap(Sq.apply)(a).sum())(x)
vmap(vmap(Sq.apply))(x)
vmap(lambda a: Sq.apply(torch.ones(2)))(x)
class G(torch.autograd.Function):
    generate_vmap_rule = True
    @staticmethod
    def forward(a, b):
        print("fwd", a.shape, b.shape)
        return a * b
    @staticmethod
    def setup_context(ctx, inputs, output):
        a, b = inputs
        ctx.save_for_backward(a, b)
    @staticmethod
    def backward(ctx, g):
        print("bwd", g.shape)
        a, b = ctx.saved_tensors
        return g * b, g * a

vmap(G.apply)(x, x + 1)
vmap(G.apply, in_dims=(0, None))(x, torch.ones(3))
vmap(grad(lambda a: G.apply(a, torch.ones(3)).sum()))(x)
r = vmap(G.apply, in_dims=(0, None))(xr, torch.ones(3))
r.sum().backward()
xr.grad
class B(Sq):
    @staticmethod
    def vmap(info, in_dims, a):
        return Sq.apply(a)

vmap(B.apply)(x)
class B(Sq):
    @staticmethod
    def vmap(info, in_dims, a):
        return Sq.apply(a), (0, 0)

vmap(B.apply)(x)
class B(Sq):
    @staticmethod
    def vmap(info, in_dims, a):
        return Sq.apply(a), None

vmap(B.apply)(x)
class B(Sq):
    generate_vmap_rule = True

vmap(B.apply)(x)
class N(torch.autograd.Function):
    @staticmethod
    def forward(a): return a
    @staticmethod
    def setup_context(ctx, i, o): pass
    @staticmethod
    def backward(ctx, g): return g

vmap(N.apply)(x)
class M(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a): return a
    @staticmethod
    def backward(ctx, g): return g

vmap(M.apply)(x)
grad(lambda a: M.apply(a).sum())(x)
grad(lambda a: N.apply(a).sum())(x)
vmap(lambda a: a.shape[0] * a)(x)
vmap(lambda a: a.expand(2, 3))(x)
vmap(lambda a: torch.stack([a, a]))(x)
vmap(lambda a: torch.cat([a, torch.ones(1)]))(x)
vmap(lambda a: a.max())(x)
vmap(lambda a: a.max(0))(x)
vmap(lambda a: a.max(0).indices)(x)
vmap(lambda a: torch.max(a, torch.ones(3)))(x)
vmap(lambda a: a.view(3, 1))(x)
vmap(lambda a: a.view(-1))(x)
vmap(lambda a: a.view(4))(x)
vmap(lambda a: a + torch.ones(4))(x)
vmap(lambda a: a.sum(2))(x)
vmap(lambda a: a @ torch.ones(4, 2))(x)
vmap(lambda a: a @ torch.ones(3, 2))(x)
vmap(lambda a: torch.ones(2, 3) @ a)(x)
vmap(torch.outer)(x, x)
vmap(torch.mm)(torch.ones(2, 3, 2), torch.ones(2, 2, 3))
vmap(lambda a: (a > 1).any())(x)
vmap(lambda a: torch.where(a > 1, a, 0.))(x)
vmap(lambda a: a.clamp(0, 1))(x)
vmap(lambda a: a ** 2)(x)
vmap(lambda a: 2 ** a)(x)
vmap(lambda a: 1 - a)(x)
vmap(lambda a: -a)(x)
vmap(lambda a: a == 1)(x)
vmap(lambda a: a.unbind())(x)
vmap(lambda a: tuple(a.split(1)))(x)
vmap(lambda a: torch.einsum('i,j->ij', a, a))(x)
vmap(lambda a: torch.linalg.norm(a))(x)
vmap(lambda a: a.norm())(x)
vmap(lambda a: a.var())(x)
vmap(lambda a: a.flip(0))(x)
vmap(lambda a: a.cumsum(0))(x)
vmap(lambda a: a.argmax())(x)
vmap(lambda a: torch.nn.functional.one_hot(a.long(), 6))(x)
vmap(lambda a: torch.nn.functional.relu(a - 1))(x)
vmap(lambda a: torch.nn.functional.mse_loss(a, torch.zeros(3)))(x)
vmap(lambda a: torch.nn.functional.layer_norm(a, (3,)))(x)
vmap(lambda a: torch.nn.functional.softmax(a, -1))(x)
vmap(lambda a: torch.nn.functional.pad(a, (1, 1)))(x)
m = torch.nn.Linear(3, 2); torch.nn.init.ones_(m.weight); torch.nn.init.zeros_(m.bias)
vmap(m)(x)
vmap(lambda a: m(a).sum())(x)
vmap(torch.nn.Sequential(m, torch.nn.ReLU()))(x)
vmap(torch.nn.BatchNorm1d(3))(torch.ones(2, 4, 3))
vmap(torch.nn.BatchNorm1d(3).eval())(torch.ones(2, 4, 3)).shape
vmap(torch.nn.Dropout(0.5))(x)
vmap(lambda a: a.bernoulli(), randomness='error')(x / 5)
vmap(torch.nn.Conv2d(1, 1, 2, bias=False))(torch.ones(2, 1, 1, 3, 3)).shape
vmap(torch.nn.LSTM(3, 2))(torch.ones(2, 4, 1, 3))[0].shape
