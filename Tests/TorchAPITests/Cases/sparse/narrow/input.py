import torch
s = torch.arange(16).reshape(2, 2, 2, 2).to_sparse(2)
torch.narrow_copy(s, 0, 0, 1)
s.narrow_copy(0, 1, 1)
s.narrow_copy(2, 1, 1)
s.narrow_copy(0, 0, 1).is_coalesced()
s.narrow_copy(0, 0, 5)
s.narrow_copy(0, -1, 1)
s.narrow_copy(0, 3, 1)
s.narrow_copy(7, 0, 1)
d = torch.tensor([[0., 2., 0.], [3., 0., 4.]], requires_grad=True)
d.to_sparse().narrow_copy(1, 0, 2)
(d.to_sparse() * d).to_dense()
(d.to_sparse() * d.to_sparse()).to_dense().sum().backward()
d.grad
torch.sparse.mm(d.to_sparse(), d.t()).sum().backward()
d.grad
d.to_sparse().sum(0)
d.to_sparse()[1]
