# Gradients in forward mode, compared with differences.
import torch
class Good(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.r = torch.exp(x); return ctx.r
    @staticmethod
    def jvp(ctx, g): return g * ctx.r
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, y):
        ctx.r = y; return x * y
    @staticmethod
    def jvp(ctx, gx, gy): return gx * ctx.r
class Both(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x); ctx.save_for_forward(x); return x ** 2
    @staticmethod
    def jvp(ctx, g): x, = ctx.saved_tensors; return 2 * g * x
    @staticmethod
    def backward(ctx, g): x, = ctx.saved_tensors; return 2 * g * x
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, str(e)[:600])
x = torch.tensor([0.5, 1.5], dtype=torch.double, requires_grad=True)
y = torch.tensor([2.0, 3.0], dtype=torch.double, requires_grad=True)
o = dict(check_forward_ad=True, check_backward_ad=False, check_undefined_grad=False, check_batched_grad=False)
t(lambda: torch.autograd.gradcheck(Good.apply, (x,), **o))
t(lambda: torch.autograd.gradcheck(Bad.apply, (x, y), **o))
t(lambda: torch.autograd.gradcheck(Bad.apply, (x, y), raise_exception=False, **o))
t(lambda: torch.autograd.gradcheck(Both.apply, (x,), check_forward_ad=True))
t(lambda: torch.autograd.gradcheck(lambda a, b: (a * b).sin(), (x, y), check_forward_ad=True))
t(lambda: torch.autograd.gradcheck(lambda a, b: (a @ b, a + b), (x, y), check_forward_ad=True))
t(lambda: torch.autograd.gradcheck(lambda a: (a * a).to(torch.cdouble) * 1j, (x,), check_forward_ad=True))
t(lambda: torch.autograd.gradcheck(lambda a: a.abs(), (torch.tensor([1 + 2j], dtype=torch.cdouble, requires_grad=True),), check_forward_ad=True))
t(lambda: torch.autograd.gradcheck(Good.apply, (x,)))
