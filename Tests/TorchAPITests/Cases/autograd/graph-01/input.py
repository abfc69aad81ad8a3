import torch
import torch.nn.functional as F
x = torch.rand(3, 4, requires_grad=True); v = torch.rand(4, requires_grad=True)
def n(t): return type(t.grad_fn).__name__, [type(a).__name__ for a, _ in t.grad_fn.next_functions], t._version

n(x[:, :]), n(x[...]), n(x[:]), n(x[0:3]), n(x[0:3, 1:2]), n(x[..., 0:10:1]), n(x[-3:]), n(x[0:3, None]), n(x[None, :])
n(x[:, :2].reshape(3, 1, 2)), n(x.t().reshape(2, 2, 3)) , n(x.t().reshape(4, 3)), n(x.reshape(2, 6)), n(x.t().reshape(12))
n(v @ x.t()), n(x @ v), n((v @ x.t()) * 1)
n(F.linear(v, x)), n(F.linear(v, torch.rand(2, 4), torch.rand(2))), n(F.linear(torch.rand(2, 3, 4, requires_grad=True), torch.rand(2, 4), torch.rand(2)))
y = x.clone(); n(y.t_()), y.shape, y.stride()
y = x.clone(); n(y.unsqueeze_(0)), y.shape
y = x.clone(); n(y.transpose_(0, 1)), n(y.unsqueeze_(-1)), n(y.squeeze_()), n(y.unsqueeze_(0)), n(y.squeeze_(0)), y.shape
y.sum().backward(); x.grad
y = x.clone(); y.uniform_(); type(y.grad_fn).__name__, y.grad_fn.name()
x.t_()
z = torch.ones(2, 3); z.t_().shape, z.unsqueeze_(1).shape, z.squeeze_().shape, z._version
torch.float_power(x, 2).dtype
