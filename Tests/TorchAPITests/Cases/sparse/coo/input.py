import torch
d = torch.tensor([[0., 2., 0.], [3., 0., 4.]])
s = d.to_sparse()
s
print(s)
s.indices()
s.values()
s.sparse_dim()
s.dense_dim()
s.is_sparse
s.is_coalesced()
s.layout
s.shape
s.size()
s.size(0)
s.dim()
s.ndim
s.numel()
len(s)
s.dtype
s.requires_grad
s.grad_fn
s.device
type(s)
isinstance(s, torch.Tensor)
torch.is_tensor(s)
s.is_leaf
s.to_dense()
i = torch.tensor([[0, 1, 1, 0], [2, 0, 2, 2]])
v = torch.tensor([3., 4., 5., 6.])
c = torch.sparse_coo_tensor(i, v, (2, 3))
c
c.is_coalesced()
c.indices()
c.values()
c._indices()
c._values()
c.coalesce()
c.coalesce().is_coalesced()
c.to_dense()
torch.sparse_coo_tensor([[0, 1], [1, 0]], [1, 2])
torch.sparse_coo_tensor([[0, 1], [1, 0]], [1, 2], (3, 3), dtype=torch.float64)
torch.sparse_coo_tensor([[0, 1]], [[1., 2.], [3., 4.]], (3, 2))
torch.sparse_coo_tensor([[0, 1]], [[1., 2.], [3., 4.]], (3, 2)).dense_dim()
torch.sparse_coo_tensor(size=(2,3))
torch.sparse_coo_tensor((2,3))
torch.zeros(2,3).to_sparse()
d.to_sparse(1)
d.to_sparse(0)
d.to_sparse(3)
torch.tensor(3.).to_sparse()
torch.tensor([1, 0, 2]).to_sparse()
torch.tensor([True, False]).to_sparse()
s + s
s + c
(s + c).is_coalesced()
(c + c).is_coalesced()
(c + c)
s * 2
2 * s
s / 2
s - s
s - c
s * s
s * c
-s
s * d
s + d
d + s
d - s
s - d
d * s
s + 1
s ** 2
torch.sparse.mm(s, torch.ones(3, 2))
s @ torch.ones(3, 2)
s @ torch.ones(3)
torch.mm(s, torch.ones(3, 2))
torch.matmul(s, torch.ones(3, 2))
torch.ones(2, 2) @ s
torch.sparse.mm(s, s.t())
s @ s.t()
s.t()
s.T
s.transpose(0, 1)
torch.t(s)
s.t().is_coalesced()
s.sum()
torch.sum(s)
s.sum(0)
s.sum(dim=0)
torch.sparse.sum(s)
torch.sparse.sum(s, 0)
torch.sparse.sum(s, dim=1)
s[0]
s[0, 1]
s[1].to_dense()
s.float()
s.double()
s.to(torch.float64)
s.int()
s.clone()
s.detach()
s.abs()
torch.relu(s)
s.numpy()
s.tolist()
s.item()
s.reshape(6)
bool(s)
s.neg()
s.add(s)
s.mul(2)
s.unsqueeze(0)
s.pow(2)
torch.sqrt(s)
torch.sparse_coo
s.coalesce() is s
s.to_sparse()
d.to_dense()
d.is_sparse
d.indices()
d.coalesce()
d.values()
for r in s: print(r)
torch.cat([s, s])
torch.stack([s, s])
torch.sparse_coo_tensor([[0, 1]], [1., 2., 3.], (3,))
torch.sparse_coo_tensor([[0, -1]], [1., 2.])
torch.sparse_coo_tensor([[0, 1], [0, 1]], [1., 2.], (3,))
hash(s) is not None
f"{s}"
str(s)
s.norm()
torch.norm(s)
s.mv(torch.ones(3))
torch.mv(s, torch.ones(3))
torch.addmm(torch.ones(2,2), s, torch.ones(3,2))
torch.sparse.addmm(torch.ones(2,2), s, torch.ones(3,2))
s.type()
s.element_size()
s.nelement()
s.is_floating_point()
s.density
