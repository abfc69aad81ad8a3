import torch
nan, inf = float("nan"), float("inf")
# Products of complex numbers: whole vectors, what is left over, and columns.
z = torch.complex(torch.arange(1.0, 41) / 20, torch.arange(40.0, 0, -1) / 40)
torch.view_as_real(z.prod()).tolist()
torch.view_as_real(z[:7].prod()).tolist()
torch.view_as_real(z.view(2, 20).prod(0)).tolist()
torch.view_as_real(z.view(2, 20).prod(1)).tolist()
torch.view_as_real(z.view(20, 2).t().prod(0)[:4]).tolist()
torch.view_as_real(z.to(torch.complex128).prod()).tolist()
torch.view_as_real(z.to(torch.complex128).cumprod(0)[::8]).tolist()
torch.view_as_real(z.view(5, 8).to(torch.complex128).cumprod(0)[:, ::3]).tolist()
torch.view_as_real(z.cumsum(0)[::8]).tolist()
torch.zeros(0, 2, dtype=torch.complex64).prod(0)
# Truth values of every type, along columns, rows and all.
t = torch.tensor([[0.0, -0.0, nan], [0.0, 1.0, inf]])
for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    print(t.to(dtype).any(0), t.to(dtype).all(0), t.to(dtype).any(1), t.to(dtype).all(1), t.to(dtype).any(), t.to(dtype).all())

i = torch.tensor([[0, -1, 3], [0, 0, 2]])
for dtype in (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool):
    print(i.to(dtype).any(0), i.to(dtype).all(0, keepdim=True), i.to(dtype).t().any(0), i.to(dtype).all())

torch.ones(2, 0).any(0), torch.ones(2, 0).all(1), torch.ones(0, 2).any(0), torch.ones(0, 2).all(0)
# Places of extrema in more rows than a byte counts.
for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.bool):
    n = (torch.arange(600 * 3).view(600, 3) * 7 % 1201 % 97).to(dtype)
    print(n.max(0), n.min(0), n.t().max(1).indices, n.amax(0), n.amin(1)[:5])
    if dtype != torch.bool:
        print(n.argmax(), n.argmin(0))

# Extrema of halves.
h = torch.tensor([[1.5, -2, nan, inf], [-inf, 3, 1, -4]])
for dtype in (torch.float16, torch.bfloat16):
    print(h.to(dtype).amax(0), h.to(dtype).amin(0), h.to(dtype).amax(1), h.to(dtype)[:, :2].amin(), h.to(dtype).aminmax(dim=1))

# Distinct elements, runs and slices.
for dtype in (torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.float16, torch.float32):
    u = torch.tensor([[3, -1, 3], [0, 0, 3], [3, -1, 3], [-1, 3, 3]]).to(dtype)
    print(torch.unique(u, return_inverse=True, return_counts=True))
    print(torch.unique_consecutive(u, return_inverse=True, return_counts=True))
    print(torch.unique(u, dim=0, return_inverse=True, return_counts=True))

torch.unique(torch.tensor([0.0, -0.0, nan, 1, nan])), torch.unique_consecutive(torch.tensor([-0.0, 0.0, nan, nan, 1]))
torch.unique(torch.tensor([[1, nan], [0, nan], [1, nan]]), dim=0, return_inverse=True)
torch.unique(torch.tensor([], dtype=torch.uint8), return_inverse=True, return_counts=True)
# Sums of what is a number.
w = torch.tensor([[nan, 2.0, -0.0], [1, nan, nan]])
for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    print(w.to(dtype).nansum(), w.to(dtype).nansum(0), w.to(dtype).t().nansum(0), w.to(dtype).nansum(1, keepdim=True))

# Counts between edges.
g = torch.tensor([-1, 0, 0.25, 0.5, 1, 2, nan, inf, 0.75])
for dtype in (torch.float32, torch.float64):
    print(torch.histogram(g.to(dtype), torch.tensor([0, 0.5, 1, 2], dtype=dtype)))
    print(torch.histogram(g.to(dtype), 4, range=(0.0, 1.0), weight=torch.arange(9).to(dtype), density=True))

# Numbers at which a row of truth values is repeated.
m = torch.tensor([True, False, True])
s = torch.arange(12.0).view(4, 3)
torch.where(m, s, -1.0), s.masked_fill(m, 9), s.t().masked_fill(m.view(3, 1), 9), torch.where(m, s[:1], s)
_ = s[1:].masked_fill_(m, 5)
s
torch.arange(24).view(2, 3, 4)[:, torch.tensor([2, 0, 2]), :], torch.arange(24).view(2, 3, 4)[:, :, torch.tensor([3, -4])]
c = torch.view_as_complex(torch.arange(24.0).view(3, 4, 2))
c[:, 1:] - c[:, :-1], c.t() - c[0, 0], torch.diff(c, dim=0), c[:, ::2] + c[:, 1::2], c[:, ::2] - torch.tensor([[1j, inf]])
a = torch.tensor([[1.0, 5], [2, 3], [4, 0]])
for name in ("amax", "amin", "prod", "mean"):
    print(torch.index_reduce(a, 0, torch.tensor([0, 2, 0]), a + 1, name), torch.index_reduce(a, 1, torch.tensor([1, 1]), a, name, include_self=False))

# Distances of rows, which are added one element after the other.
x = (torch.arange(40.0) * 7 % 11 / 3).view(2, 20)
y = (torch.arange(60.0) * 5 % 13 / 7).view(3, 20)
for n in (1, 3, 6, 20):
    for dtype in (torch.float32, torch.float64):
        a, b = x[:, :n].to(dtype), y[:, :n].to(dtype)
        print(torch.cdist(a, b, p=1).tolist(), torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist").tolist(), torch.cdist(a, b, p=inf).tolist())

