import torch
x = torch.tensor([[1+2j, 3-4j], [5j, -6+0j]])
y = x.conj()
y
y.is_conj()
x.is_conj()
torch.is_conj(y)
y.conj().is_conj()
y._base is x
y.data_ptr() == x.data_ptr()
y.conj().data_ptr() == x.data_ptr()
z = y.resolve_conj()
z.is_conj()
z
z.data_ptr() == x.data_ptr()
x.resolve_conj() is x
x.conj_physical().is_conj()
(y * 2).is_conj()
(y + y).is_conj()
y.T.is_conj()
y[0].is_conj()
y[0]
y.t()
y.reshape(4).is_conj()
y.flatten().is_conj()
y.clone().is_conj()
y.detach().is_conj()
y.contiguous().is_conj()
y.data.is_conj()
y.view(4).is_conj()
y.expand(2, 2, 2).is_conj()
y.real.is_conj()
y.imag.is_neg()
y.real.is_neg()
y.imag
y.real
y.imag.resolve_neg().is_neg()
x.imag.is_neg()
y.imag.clone().is_neg()
(y.imag + 1).is_neg()
-y.imag
(-y.imag).is_neg()
y.imag[0].is_neg()
torch.view_as_real(y)
torch.view_as_real(y.resolve_conj())
y.numpy()
y.resolve_conj().numpy()
y.imag.numpy()
y.tolist()
y[0, 0].item()
y.stride()
y.is_contiguous()
x[0, 0] = 10+10j
y
y[0, 1] = 1+1j
x
y.mul_(2)
x
y
y.zero_()
x
x.copy_(torch.tensor([[1+2j, 3-4j], [5j, -6+0j]]))
y
w = x.conj()[0]
w.fill_(2+3j)
x
y.imag.fill_(7.)
x
y.imag[0, 0] = 3.
x
y.real.zero_()
x
x.mH.is_conj()
x.mH
x.H.is_conj()
x.adjoint().is_conj()
x.T.conj().is_conj()
torch.conj(x).is_conj()
torch.tensor([1., 2.]).conj().is_conj()
r = torch.tensor([1., 2.])
r.conj() is r
r.is_conj()
r.is_neg()
r.resolve_conj() is r
r.resolve_neg() is r
(x @ y).is_conj()
x @ y
y.sum()
y.abs()
y.angle()
y == x.conj()
torch.equal(y, x.conj())
torch.allclose(y, x.conj())
y.storage_offset()
y.untyped_storage().data_ptr() == x.untyped_storage().data_ptr()
y.is_set_to(x)
y.dtype
y.conj_physical()
y.conj_physical().is_conj()
y.to(torch.complex128).is_conj()
y.cdouble().is_conj()
y.to(torch.complex64).is_conj()
y.to(torch.complex64) is y
y.cfloat() is y
y.float()
torch.stack([y, y]).is_conj()
torch.cat([y, y]).is_conj()
y.requires_grad
g = torch.tensor([1+2j, 3j], requires_grad=True)
h = g.conj()
h
h.is_conj()
h.grad_fn
h.imag
h.imag.grad_fn
h.real.grad_fn
(h * g).sum()
(h * g).sum().real.backward()
g.grad
g.grad.is_conj()
h[0]
h.resolve_conj()
h.resolve_conj().grad_fn
h.conj().grad_fn
h.clone()
h.detach()
h.abs()
h.mul_(2)
g.grad = None
(h * h).sum().abs().backward()
g.grad
u = g * 1
v = u.conj()
g.grad
torch.ones_like(h).is_conj()
torch.zeros_like(y)
torch.empty_like(y).is_conj()
y.new_zeros(2).is_conj()
y.unbind()[0].is_conj()
y.split(1)[0].is_conj()
y.chunk(2)[1].is_conj()
for row in y: print(row.is_conj(), row)
y.diagonal().is_conj()
y.diag().is_conj()
y.squeeze().is_conj()
y.unsqueeze(0).is_conj()
y.permute(1, 0).is_conj()
y.transpose(0, 1).is_conj()
y.view_as(x).is_conj()
y[:, 0].is_conj()
y[[0]].is_conj()
y[y.abs() > 0].is_conj()
torch.as_strided(y, (2,), (1,)).is_conj()
y.as_strided((2,), (1,))
y.unfold(0, 1, 1).is_conj()
y.swapaxes(0, 1).is_conj()
y.movedim(0, 1).is_conj()
y.ravel().is_conj()
y.select(0, 0).is_conj()
y.narrow(0, 0, 1).is_conj()
y.repeat(1, 1).is_conj()
torch.real(y)
torch.imag(y).is_neg()
torch.view_as_complex(torch.ones(2, 2)).conj().is_conj()
y.view(torch.float32)
y.imag.view(torch.int32)
import copy
copy.deepcopy(y).is_conj()
copy.deepcopy(y)
torch.clone(y).data_ptr() == x.data_ptr()
y.data_ptr() == x.data_ptr()
y._conj().is_conj()
y.conj().conj().is_conj()
torch.is_neg(y.imag)
y.is_complex()
