import torch
import torch.nn.functional as F

torch.manual_seed(0)
table = torch.randn(6, 5, requires_grad=True)
index = torch.tensor([0, 2, 2, 5, 1, 4, 3])
offsets = torch.tensor([0, 3, 3, 5])
shares = torch.tensor([0.5, 1, 2, 0, -1, 3, 1], requires_grad=True)
for mode in ("sum", "mean", "max"):
    out = F.embedding_bag(index, table, offsets, mode=mode)
    print(out)
    print(torch.autograd.grad((out * torch.arange(20.0).view(4, 5)).sum(), table)[0])
out = F.embedding_bag(index, table, offsets, mode="sum", per_sample_weights=shares)
out
torch.autograd.grad((out * torch.arange(20.0).view(4, 5)).sum(), (table, shares))
F.embedding_bag(index.int().view(1, 7), table, mode="max")
F.embedding_bag(index, table, torch.tensor([0, 3, 7]), mode="max", include_last_offset=True)
F.embedding_bag(index, table, offsets, mode="sum", padding_idx=2)
F.embedding_bag(torch.tensor([0, 9]), table, torch.tensor([0]))
F.embedding_bag(index, table, torch.tensor([1, 3]))
F.embedding_bag(index, table, torch.tensor([0, 30]))
F.embedding_bag(torch.zeros(0, dtype=torch.long), table, torch.tensor([0, 0]), mode="max")

for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64):
    x = torch.tensor([3, 100, 3, 7, 120, 0, 3], dtype=dtype)
    print(x.sort(), x.sort(descending=True), x.argsort(stable=True))
    big = torch.randint(0, 100, (1000,)).to(dtype)
    values, places = big.sort(stable=True)
    print(bool((big[places] == values).all()), bool(((values[1:] != values[:-1]) | (places[1:] > places[:-1])).all()))
    values, places = big.sort(stable=True, descending=True)
    print(bool((big[places] == values).all()), bool(((values[1:] != values[:-1]) | (places[1:] > places[:-1])).all()))
    zeros = torch.zeros(3, dtype=dtype)
    where = torch.tensor([0, 2, 2, 0, 1, 0, 2])
    print(zeros.scatter_add(0, where, x), zeros.index_add(0, where, x))
    print(torch.ones(3, 2, dtype=dtype).index_add(0, where, x.view(7, 1).expand(7, 2)))
    for reduce in ("sum", "prod", "amax", "amin", "mean"):
        print(torch.ones(3, dtype=dtype).scatter_reduce(0, where, x, reduce))
x = torch.tensor([2**31 - 1, -(2**31), 0, -1, 1] * 40, dtype=torch.int32)
x.sort().values[[0, 39, 40, 79, 80, 119, 120, 159, 160, 199]]
x.sort(descending=True, stable=True).indices[:3]
torch.zeros(1, dtype=torch.int32).index_add(0, torch.zeros(200, dtype=torch.long), x)

torch.tril_indices(3, 4, 1), torch.triu_indices(3, 4, -1, dtype=torch.int32)
torch.combinations(torch.tensor([1, 2, 3]), 2), torch.combinations(torch.tensor([1, 2]), 3, with_replacement=True)
torch.combinations(torch.tensor([1, 2]), 3), torch.combinations(torch.tensor([]), 2), torch.combinations(torch.tensor([4.0]), 1)
F.one_hot(torch.tensor([[2, 0], [1, 1]])), F.one_hot(torch.tensor([1]), 3)
torch.fft.fftfreq(5), torch.fft.fftfreq(4, 0.5), torch.fft.rfftfreq(5), torch.fft.fftfreq(0)
torch.logspace(0, 3, 4), torch.logspace(0, 3, 4, dtype=torch.int64), torch.logspace(-1, 1, 3, base=2, dtype=torch.float64)
x = torch.arange(-6.0, 6).view(2, 3, 2)
F.prelu(x, torch.tensor([0.25])), F.prelu(x, torch.tensor([0.5, 0.1, -1])), F.prelu(x[0].t(), torch.tensor([0.5, 0.1, -1]))
F.prelu(torch.tensor(-2.0), torch.tensor(0.5)), F.prelu(x.double()[:, :, 0], torch.tensor([0.5, 2, 1]).double())
F.pad(torch.arange(6.0).view(1, 6), (3, 2), mode="reflect"), F.pad(torch.arange(6.0).view(1, 6), (-2, 2), mode="reflect")
F.pad(torch.arange(4.0).view(1, 4), (2, -3), mode="replicate"), F.pad(torch.arange(4.0).view(1, 4), (3, 4), mode="circular")
y = torch.randn(9, 3)
torch.equal(torch.cdist(y, y, p=torch.inf), (y.unsqueeze(1) - y).abs().amax(-1))
for p in (1, 2, torch.inf):
    for width in (3, 8, 19):
        y = torch.randn(20, width)
        rows, columns = torch.triu_indices(20, 20, 1)
        print(torch.allclose(F.pdist(y, p), (y[rows] - y[columns]).norm(p=p, dim=-1)))
