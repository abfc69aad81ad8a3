import torch
d = torch.arange(9).reshape(3, 3)
torch.sparse.spdiags(d, torch.tensor([0, -1, -2]), (3, 3))
torch.sparse.spdiags(d, torch.tensor([0, -1, -2]), (3, 3), layout=torch.sparse_csr)
torch.sparse.spdiags(d, torch.tensor([0, -1, -2]), (3, 3), layout=torch.sparse_csc)
torch.sparse.spdiags(d, torch.tensor([0, 1, 2]), (5, 4)).to_dense()
torch.sparse.spdiags(d, torch.tensor([0, 1, 2]), (2, 2)).to_dense()
torch.sparse.spdiags(torch.tensor([1., 2, 3]), torch.tensor(1), (3, 4)).to_dense()
torch.sparse.spdiags(torch.tensor([1., 2, 3]), torch.tensor([1]), (3, 4))
torch.sparse.spdiags(d, torch.tensor([0, 0, 1]), (3, 3))
torch.sparse.spdiags(d, torch.tensor([0, 1]), (3, 3))
torch.sparse.spdiags(d, torch.tensor([0, 1, 2]), (3, 3, 3))
torch.sparse.spdiags(d, torch.tensor([0, 1, 2]), (3, 3), layout=torch.strided)
torch.sparse.spdiags(d, torch.tensor([0., 1, 2]), (3, 3))
torch.sparse.spdiags(d, torch.tensor([[0, 1, 2]]), (3, 3))
torch.sparse.spdiags(d.view(1, 3, 3), torch.tensor([0, 1, 2]), (3, 3))
torch.sparse.spdiags(d, torch.tensor([0, 1, 9]), (3, 3))
r = torch.arange(6.).reshape(2, 3).requires_grad_()
x = torch.arange(12.).reshape(3, 4)
m = torch.sparse_coo_tensor([[0, 2, 0], [1, 3, 1]], [1., 1., 1.], (3, 4))
x.sparse_mask(m)
x.sparse_mask(m.coalesce())
x.sparse_mask(m.to_sparse_csr())
torch.ones(2, 2).sparse_mask(m)
m.sparse_mask(m.coalesce())
g = x.clone().requires_grad_()
z = g.sparse_mask(m.coalesce())
z
z.to_dense().sum().backward()
g.grad
a = torch.tensor([[1., 0, 2], [0, 3, 0]]).to_sparse_csr()
b = torch.tensor([[0., 1], [2, 0], [5, 6]], requires_grad=True)
a.requires_grad_()
for reduce in ("sum", "mean", "amax", "amin"):
    y = torch.sparse.mm(a, b, reduce)
    print(y)

torch.sparse.mm(a, b, "prod")
torch.sparse.mm(a, b, "max")
torch.sparse.mm(torch.zeros(2, 3).to_sparse_csr(), b.detach(), "amax")
y = torch.sparse.mm(a, b, "mean")
y.sum().backward()
b.grad
a.grad
b.grad = None
y = torch.sparse.mm(a.detach(), b, "amax")
y.sum().backward()
b.grad
torch.sparse.mm(a.detach(), b)
i = torch.eye(3).to_sparse_csr()
p, q = torch.arange(15.).reshape(3, 5), torch.arange(15.).reshape(5, 3)
torch.sparse.sampled_addmm(i, p, q)
torch.sparse.sampled_addmm(i, p, q, beta=0.5, alpha=0.5)
torch.sparse.check_sparse_tensor_invariants.is_enabled()
torch.sparse.check_sparse_tensor_invariants.enable()
torch.sparse.check_sparse_tensor_invariants.is_enabled()
torch.sparse_csr_tensor([0, 1, 3], [0, 1], [1, 2])
torch.sparse.check_sparse_tensor_invariants.disable()
with torch.sparse.check_sparse_tensor_invariants():
    print(torch.sparse.check_sparse_tensor_invariants.is_enabled())

torch.sparse.check_sparse_tensor_invariants.is_enabled()
with torch.sparse.check_sparse_tensor_invariants(False):
    torch.sparse_coo_tensor([[0, 1]], [1., 2])

torch.sparse.softmax(torch.tensor([[1., 2, 0], [0, 3, 1]]).to_sparse(), 1)
torch.sparse.softmax(torch.tensor([[1., 2, 0], [0, 3, 1]]).to_sparse(), dim=0)
torch.sparse.log_softmax(torch.tensor([[1., 2, 0], [0, 3, 1]]).to_sparse(), 1)
