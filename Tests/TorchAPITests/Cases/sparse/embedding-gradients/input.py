import torch
import torch.nn.functional as F
torch.manual_seed(0)
e = torch.nn.Embedding(5, 3, sparse=True)
e
x = torch.tensor([1, 3, 1])
out = e(x)
out
out.sum().backward()
e.weight.grad
e.weight.grad.is_sparse
e.weight.grad.layout
e.weight.grad.is_coalesced()
e.weight.grad.coalesce()
e.weight.grad.to_dense()
e.weight.grad.shape, e.weight.grad.dtype, e.weight.grad.requires_grad
e.weight.grad.coalesce().indices()
e.weight.grad.coalesce().values()
e.weight.grad._nnz()
e.weight.grad._indices()
e.weight.grad._values()
e(torch.tensor([[0, 1], [3, 4]])).pow(2).sum().backward()
e.weight.grad
e.weight.grad.coalesce()
g = e.weight.grad
g is e.weight.grad
e.weight.grad.zero_()
e.weight.grad
e.zero_grad(set_to_none=False)
e.weight.grad
e.zero_grad()
print(e.weight.grad)
e(x).sum().backward()
opt = torch.optim.SGD(e.parameters(), lr=0.1)
opt.step()
e.weight
opt.zero_grad()
print(e.weight.grad)
opt = torch.optim.SGD(e.parameters(), lr=0.1, momentum=0.9)
for i in range(3):
    opt.zero_grad()
    (e(torch.tensor([i, i, 4])) ** 2).sum().backward()
    opt.step()

e.weight
opt.state_dict()
torch.optim.SGD(e.parameters(), lr=0.1, weight_decay=0.1).step()
torch.optim.Adam(e.parameters(), lr=0.1).step()
torch.optim.AdamW(e.parameters(), lr=0.1).step()
torch.optim.RMSprop(e.parameters(), lr=0.1).step()
torch.optim.Adadelta(e.parameters()).step()
torch.optim.Adamax(e.parameters()).step()
torch.optim.NAdam(e.parameters()).step()
torch.optim.RAdam(e.parameters()).step()
torch.optim.Rprop(e.parameters()).step()
torch.optim.ASGD(e.parameters()).step()
torch.optim.Adagrad(e.parameters(), weight_decay=0.1).step()
torch.optim.LBFGS(e.parameters()).step(lambda: (e(x) ** 2).sum())
torch.optim.Adafactor(e.parameters()).step()
e.weight
opt = torch.optim.Adagrad(e.parameters(), lr=0.5)
for i in range(3):
    opt.zero_grad()
    (e(torch.tensor([i, i, 4])) ** 2).sum().backward()
    opt.step()

e.weight
opt.state_dict()
opt = torch.optim.SparseAdam(e.parameters(), lr=0.1)
for i in range(4):
    opt.zero_grad()
    (e(torch.tensor([i, i, 4])) ** 2).sum().backward()
    opt.step()

e.weight
opt.state_dict()
opt = torch.optim.SparseAdam(list(e.parameters()), lr=0.1, maximize=True)
opt.step()
e.weight
opt
w = torch.nn.Parameter(torch.ones(3, 2))
w.grad = torch.ones(3, 2)
torch.optim.SparseAdam([w]).step()
torch.optim.SparseAdam([w.to_sparse()])
p = torch.nn.Embedding(4, 2, padding_idx=1, sparse=True)
p(torch.tensor([1, 2, 1])).sum().backward()
p.weight.grad
p.weight.grad.coalesce()
q = torch.nn.Embedding(4, 2, scale_grad_by_freq=True, sparse=True)
q(torch.tensor([1, 2, 1])).sum().backward()
q = torch.nn.Embedding(4, 2, max_norm=1.0, sparse=True)
q(torch.tensor([1, 2, 1])).sum().backward()
q.weight.grad
w = torch.randn(5, 2, requires_grad=True)
y = F.embedding(torch.tensor([[0, 2], [2, 4]]), w, sparse=True)
y.grad_fn
torch.autograd.grad(y.sum(), w)
y = F.embedding(torch.tensor([[0, 2], [2, 4]]), w, sparse=True)
(y.sum() + w.sum()).backward()
w.grad
w.grad = None
F.embedding(torch.tensor([0, 2]), w, sparse=True).sum().backward()
w.sum().backward()
w.grad
F.embedding(torch.tensor([0, 2]), w, sparse=True).sum().backward()
w.grad
w.grad = None
F.embedding(torch.tensor([0, 2]), w, sparse=True).sum().backward()
h = w.register_hook(lambda g: print('hook', g))
F.embedding(torch.tensor([0, 2]), w, sparse=True).sum().backward()
h.remove()
w.grad
h = w.register_hook(lambda g: g * 2)
F.embedding(torch.tensor([0, 2]), w, sparse=True).sum().backward()
w.grad
h.remove()
w.grad
w.grad.norm()
w.grad.data
w.grad.clone()
w.grad.detach()
w.grad * 2
w.grad.mul_(2)
w.grad
w.grad + w.grad
torch.ones(5, 2) + w.grad
w.grad.sum()
w.grad.t()
b = torch.nn.EmbeddingBag(5, 3, sparse=True, mode='sum')
b
b(torch.tensor([1, 2, 4, 1]), torch.tensor([0, 2])).sum().backward()
b.weight.grad
b = torch.nn.EmbeddingBag(5, 3, sparse=True)
b(torch.tensor([[1, 2], [4, 1]])).sum().backward()
b.weight.grad
b = torch.nn.EmbeddingBag(5, 3, sparse=True, mode='max')
b(torch.tensor([[1, 2], [4, 1]])).sum().backward()
d = torch.nn.Embedding(4, 2, dtype=torch.float64, sparse=True)
d(torch.tensor(2)).sum().backward()
d.weight.grad
d.weight.grad.dtype
d(torch.tensor([], dtype=torch.int64)).sum().backward()
d.weight.grad
