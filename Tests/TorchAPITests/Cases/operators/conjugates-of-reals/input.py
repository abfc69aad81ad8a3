import torch
# The physical conjugate of real numbers is the tensor itself, and no step of a graph.
x = torch.ones(2, requires_grad=True)
torch.conj_physical(x) is x, x.conj_physical() is x, torch.conj_physical(x).grad_fn
z = torch.tensor([1, 2])
torch.conj_physical(z) is z, z.conj_physical_() is z
torch.conj_physical(torch.ones(2), out=torch.empty(2))
torch.conj_physical(torch.ones(2, 3).T).stride()
torch.conj_physical(torch.tensor(True))
# That of complex ones is a step, as what is done in place is.
d = torch.tensor([1 + 2j, 3 - 1j], requires_grad=True)
torch.conj_physical(d).grad_fn.name()
e = d * 1
e.conj_physical_()
e.grad_fn.name()
e.abs().sum().backward()
d.grad
s = x * 2
s.conj_physical_() is s, s.grad_fn.name()
torch.conj_physical(d.detach(), out=torch.empty(2, dtype=torch.complex64))
torch.conj_physical(d.detach(), out=torch.empty(2))
torch.conj_physical(3)
