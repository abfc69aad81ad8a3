import torch
from torch.autograd import gradcheck, gradgradcheck
def z(*s):
    return torch.complex(torch.rand(*s, dtype=torch.float64) * 2 - 1, torch.rand(*s, dtype=torch.float64) * 2 - 1).requires_grad_()
_ = torch.manual_seed(0)
gradcheck(torch.acosh, z(2, 2))
gradcheck(lambda x: x.cumprod(1), z(2, 3)), gradgradcheck(lambda x: x.cumprod(1), z(2, 3))
gradgradcheck(torch.sigmoid, z(2, 2)), gradgradcheck(torch.tanh, z(2, 2))
x = z(2, 3).detach()
x[0, 1] = 0
gradcheck(lambda x: x.cumprod(1), x.requires_grad_())
A = (z(3, 3).detach() + 3 * torch.eye(3)).requires_grad_()
gradcheck(torch.linalg.qr, A)
w = torch.tensor([1 + 1j, -2 + 0.5j, -0.3 - 2j, 0.5 - 1j], requires_grad=True)
torch.autograd.grad(torch.acosh(w).sum().real, w)
torch.autograd.grad(torch.acosh(w).sum().imag, w)
x = torch.arange(12.).reshape(3, 4).requires_grad_()
x.index_put((torch.tensor([0]),), torch.zeros(1)).sum().backward()
x.grad
x.grad = None
v = torch.ones(4, requires_grad=True)
x.clone().index_put((torch.tensor([0, 0]),), x[1:3], accumulate=True).sum().backward()
x.grad
(x.index_put((None, torch.tensor([1, 1])), v[:3, None], accumulate=True) * x.detach()).sum().backward()
v.grad
x.grad = None
x.index_put((torch.tensor([[True, False, False, True]]).expand(3, 4),), torch.tensor(5.)).sum().backward()
x.grad
y = x * 1
y.index_put_((torch.tensor([1]), torch.tensor([2])), torch.tensor(3.)).sum().backward()
x.grad
