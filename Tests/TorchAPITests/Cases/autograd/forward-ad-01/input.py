import torch
import torch.autograd.forward_ad as fwAD
x = torch.tensor([1., 2.]); t = torch.tensor([1., -1.])
with fwAD.dual_level():
    d = fwAD.make_dual(x, t)
    y = d ** 3 + d.sin()
    u = fwAD.unpack_dual(y)
    print(u.primal, u.tangent)
    print(fwAD.unpack_dual(d).tangent)
    print(fwAD.unpack_dual(x).tangent)
    print(fwAD.unpack_dual(y * y.sum()).tangent)

fwAD.make_dual(x, t)
with fwAD.dual_level():
    fwAD.make_dual(torch.tensor([1]), t)

type(fwAD.UnpackedDualTensor(x, t)).__name__
w = torch.tensor(3., requires_grad=True)
with fwAD.dual_level():
    d = fwAD.make_dual(torch.tensor(2.), torch.tensor(1.))
    out = fwAD.unpack_dual(d ** 2 * w).tangent
    out.detach()
