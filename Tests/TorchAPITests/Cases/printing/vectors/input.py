import torch
from torch import nn
torch.tensor([1., 2., 3.])
torch.tensor([1., 2.5, float('nan'), -float('inf')])
torch.tensor([1., 2., float('nan'), -float('inf')])
torch.tensor([[0., -0.], [-0., 0.]])
torch.tensor([-0., 1.5])
torch.tensor([1000., 1.])
torch.tensor([1001., 1.])
torch.tensor([1e8, 0.])
torch.tensor([1e-4])
torch.tensor([1e-4], dtype=torch.float64)
torch.tensor([1e10, float('inf'), 0.])
torch.tensor([0.1, 100.])
torch.tensor(3.14159)
torch.tensor([[], []])
torch.empty(0, dtype=torch.int64)
torch.tensor([[True], [False]])
torch.tensor([1, -20, 300], dtype=torch.int32)
torch.tensor([1.5 + 2j, -0.25 - 4.125j])
torch.tensor([10 + 2j, 3.5 - 100j])
torch.tensor([1.5, 2], dtype=torch.bfloat16)
torch.arange(8).reshape(2, 2, 1, 2)
torch.arange(1001.) * 1.5
torch.arange(2000).reshape(2, 1000)
torch.zeros(30)
torch.linspace(0, 1, 8, requires_grad=True)
torch.linspace(0, 1, 7, requires_grad=True)
torch.linspace(0, 1, 7, dtype=torch.float64, requires_grad=True).exp()
torch.eye(2, requires_grad=True) @ torch.eye(2)
nn.Parameter(torch.tensor([1., 2.]))
torch.tensor([[3., 1.], [2., 4.]]).max(dim=1)
{'a': torch.eye(2), 'b': [torch.tensor(1)]}

torch.tensor(1.5).expand(3), torch.tensor([]), torch.tensor([[]]), torch.empty(2, 0, 3)
x = torch.linspace(0, 1, 5) * 1000
for options in ({}, dict(precision=2), dict(sci_mode=True), dict(sci_mode=False), dict(profile="short"), dict(profile="full"), dict(profile="default"), dict(linewidth=20), dict(threshold=3, edgeitems=1), dict(edgeitems=0), dict(threshold=float("inf"))):
    torch.set_printoptions(**options)
    print(torch._tensor_str.get_printoptions())
    print(x, x / 3, torch.arange(7))

torch.set_printoptions(profile="default", edgeitems=3, linewidth=80, threshold=1000)
torch.set_printoptions(profile="nothing")
torch.set_printoptions(threshold=float("nan"))
torch.set_printoptions(linewidth=None, edgeitems=None)
torch.set_printoptions(4)
torch.set_printoptions(profile="default")
with torch._tensor_str.printoptions(precision=1):
    print(x)

x
torch.Size([2, 3]), torch.Size([]), torch.Size((1,))
str(torch.Size([2, 3])), f"{torch.Size([2, 3])}", torch.Size([2, 3])[:1], torch.Size([2]) + torch.Size([3]), tuple(torch.Size([2, 3]))
torch.Size([2, 3]).numel(), torch.Size([2, 3]) == (2, 3), torch.Size([2, 3])[0], hash(torch.Size([2])) == hash((2,))
torch.float32, torch.float, torch.double, torch.half, torch.long, torch.int, torch.short, torch.cfloat, torch.cdouble, torch.bool, torch.uint8
str(torch.float32), f"{torch.int64}"
torch.device("cpu"), str(torch.device("cpu")), torch.device("cuda", 1), str(torch.device("cuda:0")), torch.device("cpu").type, torch.device("cuda:1").index
torch.strided, torch.contiguous_format, torch.preserve_format, torch.channels_last
torch.finfo(torch.float32)
torch.finfo(torch.float64)
torch.finfo(torch.float16)
torch.finfo(torch.bfloat16)
torch.finfo(torch.complex64)
torch.finfo()
torch.finfo(torch.float32).eps, torch.finfo(torch.float32).max, torch.finfo(torch.float32).tiny, torch.finfo(torch.float32).bits, torch.finfo(torch.float32).dtype, torch.finfo(torch.float16).resolution
torch.iinfo(torch.int32)
torch.iinfo(torch.int64)
torch.iinfo(torch.int16)
torch.iinfo(torch.int8)
torch.iinfo(torch.uint8)
torch.iinfo(torch.int64).max, torch.iinfo(torch.int8).min, torch.iinfo(torch.uint8).bits, torch.iinfo(torch.int32).dtype
torch.finfo(torch.int32)
torch.iinfo(torch.float32)
torch.finfo(3)
torch.finfo(torch.float32) == torch.finfo(torch.float32), torch.finfo(torch.float32) == torch.finfo(torch.float64)
torch.Generator()
torch.manual_seed(0)
torch.tensor([1., 2.]).type(), torch.tensor([1]).type(), torch.tensor([True]).type(), type(torch.tensor(1)), type(nn.Parameter(torch.ones(1)))
f"{torch.tensor(3.14159)}", f"{torch.tensor(3.14159):.2f}", f"{torch.tensor(5):d}", f"{torch.tensor(5):>4}", f"{torch.tensor(True)}", "%.3f" % torch.tensor(2.5), "{:.1e}".format(torch.tensor(1234.5))
f"{torch.tensor([1.0]):.2f}"
f"{torch.tensor(1.5, requires_grad=True)}", f"{nn.Parameter(torch.tensor(1.5))}"
x = torch.tensor([[3., 1.], [2., 4.]])
x.max(1), x.min(0), x.median(1), x.mode(0), x.sort(), x.topk(1), x.kthvalue(1), x.cummax(0), x.cummin(1), x.aminmax()
torch.linalg.svd(torch.eye(2))
torch.linalg.eigh(torch.eye(2))
torch.linalg.slogdet(torch.eye(2))
torch.linalg.lu(torch.eye(2))
torch.frexp(torch.tensor([1.5]))
r = x.max(1)
r.values, r[1], r.indices, len(r), isinstance(r, tuple), type(r)
values, indices = r
x.std_mean if False else torch.std_mean(x), x.split(1), x.unbind(), x.chunk(2)
x.unique(return_counts=True)
