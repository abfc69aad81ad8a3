import torch
from torch.autograd import gradcheck, gradgradcheck
torch.manual_seed(0)
z = torch.randn(2, 2, dtype=torch.complex128, requires_grad=True)
x = torch.randn(2, 2, dtype=torch.float64, requires_grad=True)
for f in (torch.abs, torch.exp, lambda z: z * z.conj(), torch.real, torch.angle, lambda z: z @ z, torch.linalg.inv, lambda z: z ** 3, torch.fft.fft, lambda z: (z.abs() ** 2).sum()):
    print(gradcheck(f, (z,)), gradgradcheck(f, (z,)))
torch.rand(1)
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, g):
        return g * 3

gradcheck(Bad.apply, (x,))
gradcheck(Bad.apply, (z,))
gradcheck(Bad.apply, (x,), raise_exception=False)
gradgradcheck(Bad.apply, (x,))
gradcheck(lambda a, b: (a * b, a + b), (x, torch.randn(2, 2, dtype=torch.float64, requires_grad=True)))
gradcheck(lambda a, b: a @ b, (x, torch.randn(2, 1, dtype=torch.float64)))
gradcheck(torch.relu, (torch.tensor([0., 1.], dtype=torch.float64, requires_grad=True),))
gradcheck(lambda x: x.round(), (x,))
gradcheck(lambda x: x, (x.detach(),))
gradcheck(lambda x: x * 2, (torch.ones(1, 1, dtype=torch.float64, requires_grad=True).expand(2, 2),))
gradgradcheck(lambda x: x.sin(), x, torch.ones(2, 2, dtype=torch.float64, requires_grad=True))
gradcheck(torch.nn.Linear(2, 3).double(), x)
gradcheck(lambda x: x.abs().sum(), x, eps=1e-3, atol=1e-4, fast_mode=True)
gradcheck(lambda x: (x.sum(), x.detach()), x)
gradcheck(lambda x: Bad.apply(x * 1j), x)
