import torch
d = torch.tensor([[0., 2., 0.], [3., 0., 4.]], requires_grad=True)
s = d.to_sparse()
s
s.grad_fn
s.values()
s.indices()
s.requires_grad
s.is_leaf
s.to_dense()
s * 2
s + s
s.sum()
torch.sparse.mm(s, torch.ones(3, 2))
s @ torch.ones(3, 2)
s @ torch.ones(3)
s.t()
s.coalesce()
s.detach()
s.to_dense().sum().backward()
d.grad
d.grad = None
torch.sparse.mm(s, torch.tensor([[1.,2.],[3.,4.],[5.,6.]])).sum().backward()
d.grad
w = torch.ones(3, 2, requires_grad=True)
torch.sparse.mm(s.detach(), w)
torch.sparse.mm(s.detach(), w).sum().backward()
w.grad
(s.detach() @ w)
torch.mm(s.detach(), w)
v = torch.tensor([1., 2.], requires_grad=True)
q = torch.sparse_coo_tensor([[0, 1], [1, 0]], v, (2, 2))
q
q.to_dense()
q.to_dense().sum().backward()
v.grad
q._values()
q.coalesce()
q.coalesce().values()
r = torch.sparse_coo_tensor([[0, 1], [1, 0]], [1., 2.], (2, 2), requires_grad=True)
r
r.is_leaf
torch.sparse.mm(r, torch.ones(2,1)).sum().backward()
r.grad
r.to_dense().sum().backward()
c = torch.sparse_csr_tensor([0, 1, 3], [1, 0, 2], [2., 3., 4.], size=(2, 3))
c
c.crow_indices()
c.col_indices()
c.values()
c.layout
c.shape
c.is_sparse
c.is_sparse_csr
c.to_dense()
c @ torch.ones(3)
c @ torch.ones(3, 2)
c.to_sparse()
c.to_sparse_coo()
c * 2
c + c
c.indices()
c.requires_grad
c.sum()
c.dim()
c.sparse_dim()
c.dense_dim()
c.is_coalesced()
torch.sparse_csr_tensor(torch.tensor([0, 1, 3]), torch.tensor([1, 0, 2]), torch.tensor([2., 3., 4.]))
torch.sparse_csr_tensor([0, 1, 3], [1, 0, 2], [2., 3., 4.], size=(2, 3), dtype=torch.float64)
torch.eye(12).to_sparse()
torch.arange(1, 2001).to_sparse()
