import torch
d = torch.tensor([[0., 2., 0.], [3., 0., 4.]])
s = d.to_sparse()
i = torch.tensor([[0, 1, 1, 0], [2, 0, 2, 2]])
v = torch.tensor([3., -4., 5., 6.])
c = torch.sparse_coo_tensor(i, v, (2, 3))
p = torch.sparse_coo_tensor([[0, 1], [1, 1]], [5., 7.], (2, 3)).coalesce()
s * p
(s * p).is_coalesced()
p * s
c * c
(c * c).is_coalesced()
c * s
s + p
(s + p).is_coalesced()
-c
(-c).is_coalesced()
c.abs()
c.abs().is_coalesced()
c * 2
c / 2
c ** 2
c.sqrt()
c.sum()
c.sum(0)
c.relu()
c.to(torch.float64)
c.to(torch.float64).is_coalesced()
c.clone().is_coalesced()
c.long()
c[0]
c[0].is_coalesced()
s[0].is_coalesced()
s[-1]
s[5]
s[:, 1]
s[..., 0]
s[None]
c @ torch.ones(3)
(s @ s.t()).is_coalesced()
(s * 2).is_coalesced()
(s / 2).is_coalesced()
(s * d).is_coalesced()
c * d
(c*d).is_coalesced()
s * torch.tensor(2.)
s * torch.tensor([1., 2., 3.])
s + p.double()
s * 2.5
torch.arange(4).to_sparse() * 2.5
torch.arange(4).to_sparse() / 2
s + torch.eye(2).to_sparse()
s @ torch.eye(2)
s @ torch.eye(2).to_sparse()
s.sum(1, keepdim=True)
s.sum((0, 1))
torch.sparse.sum(s, (0, 1))
torch.sparse.sum(s, dtype=torch.float64)
s.sum(-1)
s.transpose(0, 5)
s.t_().shape
h = torch.arange(8.).reshape(2,2,2).to_sparse(1)
h
h.sum(0)
h.sum(1)
h.sum(-1)
h.t()
h.transpose(0, 1)
h[0]
h[1]
h[0, 1]
h + h
h * 2
h.to_dense()
h.coalesce() is h
torch.sparse_coo_tensor(torch.tensor([0, 1]), torch.tensor([1., 2.]))
torch.sparse_coo_tensor([0, 1], [1., 2.])
torch.sparse_coo_tensor([[0., 1.]], [1., 2.])
torch.sparse_coo_tensor(torch.tensor([[0., 1.]]), torch.tensor([1., 2.]))
torch.sparse_coo_tensor([[0, 1]], 1.)
torch.sparse_coo_tensor([[0, 1]], torch.tensor(1.))
torch.sparse_coo_tensor(2)
torch.sparse_coo_tensor([[]], [], (3,))
torch.sparse_coo_tensor(i, v, torch.Size([2, 3])).shape
torch.sparse_coo_tensor(i, v, [2, 3], check_invariants=True)
torch.sparse_coo_tensor(i, v, [2, 3], is_coalesced=True).is_coalesced()
torch.sparse_coo_tensor(i, v, device='cpu', dtype=torch.int32)
torch.sparse_coo_tensor(i, v, (2, 3), requires_grad=True) * 2
s.to_dense(dtype=torch.float64)
s.to_sparse(1)
s.to_sparse(2)
s.to("cpu")
s.cpu()
s.type(torch.float64)
s.add(s, alpha=2)
torch.add(s, s, alpha=3)
s.mul_(2)
s *= 2
s
s += s
s
s.neg_()
s.requires_grad_()
s.grad
s.T.shape
s.mT
s.to_dense().to_sparse().indices().dtype
s.shape[0]
s.unbind()
torch.float64 == s.dtype
torch.cat([s, s], 0)
s.square()
torch.tanh(s)
s / s
s - 1
s @ 2
round(s)
abs(s)
+s
float(s)
s.isnan()
s.item()
torch.sparse.mm(d, d.t())
torch.sparse.mm(s, d)
s.mm(d.t())
s.matmul(d.t())
s.norm()
torch.norm(s)
s.flatten()
s.unsqueeze(0).shape
