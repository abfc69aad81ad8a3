# Elements among others, by comparison, by tables and by searching; elements that masks of another shape choose; the first
# and the last in order.
import torch

torch.manual_seed(16)
nan, inf = float("nan"), float("inf")
types = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8)
for dtype in types + (torch.uint8,):
    x = torch.randint(0, 100, (7, 11)).to(dtype)
    x[0, :3] = torch.tensor([0, 1, 2]).to(dtype)
    if dtype.is_floating_point:
        x[1, :4] = torch.tensor([nan, inf, -0.0, 0.5]).to(dtype)
    tests = (
        torch.tensor([]).to(dtype),
        torch.tensor([1]).to(dtype),
        torch.tensor([0, 5, 99, 17, 17]).to(dtype),
        torch.arange(40).to(dtype),
        torch.tensor([0.5, 1.0, -3.0, 300.0, 1e6, nan, inf]),
        torch.tensor([1, 300, -70000, 2**40]),
        torch.tensor([-0.0]),
    )
    for test in tests:
        for invert in (False, True):
            for y in (x, x.t(), x[:, ::2]):
                found = torch.isin(y, test, invert=invert)
                print(dtype, len(test), invert, found.shape, found.reshape(-1).nonzero().sum().item(), found.sum().item())
    print(torch.isin(x, 1).sum(), torch.isin(x, 0, invert=True).sum(), torch.isin(x, 1.5).sum(), torch.isin(x, 300).sum())
    print(torch.isin(17, x), torch.isin(0.5, x))

for dtype in types + (torch.uint8, torch.bool, torch.complex64):
    x = torch.arange(60).reshape(3, 4, 5).to(dtype)
    for mask in (
        torch.tensor([True, False, True, True, False]),
        torch.tensor([[True], [False], [True], [True]]),
        torch.tensor([[[True]], [[False]], [[True]]]),
        torch.rand(3, 4, 5) > 0.5,
        torch.rand(5, 4, 3).permute(2, 1, 0) > 0.5,
        torch.tensor(True),
        torch.rand(2, 3, 4, 5) > 0.7,
    ):
        print(torch.masked_select(x, mask), torch.masked_select(x.transpose(0, 1), mask.transpose(-2, -3) if mask.dim() > 2 else mask[:3] if mask.dim() > 1 else mask))
large = torch.arange(60000).reshape(100, 600)
print(torch.masked_select(large, torch.rand(600) > 0.5).sum(), large.t()[torch.rand(600, 100) > 0.5].sum())

for dtype in types:
    for length in (5, 160, 161, 1000):
        x = torch.randint(-400, 400, (3, length)).to(torch.int8 if dtype == torch.int8 else torch.int16).to(dtype)
        for k in (1, 2, length // 2, length - 1, length):
            values, indices = torch.kthvalue(x, k)
            print(dtype, length, k, values.tolist(), indices.tolist())
        for descending in (False, True):
            values, indices = torch.sort(x, dim=1, descending=descending)
            print((values.double() * torch.arange(length)).sum().item(), (indices * torch.arange(length)).sum().item())
            values, indices = torch.sort(x.t(), dim=0, descending=descending, stable=True)
            print((values.double().t() * torch.arange(length)).sum().item(), (indices.t() * torch.arange(length)).sum().item())
