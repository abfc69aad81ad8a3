import torch

from torch.autograd import Variable
v = Variable(torch.ones(2), requires_grad=True)
v
type(v)
(v * 2).sum().backward()
v.grad
Variable(torch.zeros(1)).requires_grad
from torch.autograd.functional import jacobian, hessian
jacobian(lambda x: x ** 2, torch.tensor([1., 2.]))
hessian(lambda x: (x ** 3).sum(), torch.tensor([1., 2.]))
torch.autograd.functional.jacobian(lambda x, y: x * y, (torch.tensor(2.), torch.tensor(3.)))
torch.autograd.functional.vjp(lambda x: x * 2, torch.ones(2), torch.ones(2))
torch.autograd.functional.jvp(lambda x: x * 2, torch.ones(2), torch.ones(2))
torch.autograd.functional.hvp(lambda x: (x ** 3).sum(), torch.ones(2), torch.ones(2))
