# Histograms, whose edges and steps are rounded; arrays that are equal or not; lists; running logarithms of sums.
import warnings

import torch

warnings.simplefilter("ignore")

torch.manual_seed(15)
nan, inf = float("nan"), float("inf")
for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
    for length in (1, 2, 17, 200, 511, 512, 513, 2000):
        if dtype == torch.bfloat16 and length > 200:
            continue
        x = (torch.randn(length) * 3).to(dtype)
        for bins, low, high in ((100, 0, 0), (4, 0, 0), (5, -2, 2), (7, 0.1, 1.3), (10, 0.1, 0.8), (3, 0.3, 0.9), (300, -3, 3)):
            counts = torch.histc(x, bins, low, high)
            print(dtype, length, bins, low, counts.dtype, (counts.double() * torch.arange(1, bins + 1)).sum().item())
    x = torch.tensor([nan, 1, 2, 2, 3, inf], dtype=dtype)
    print(torch.histc(x, 3, 1, 3), torch.histc(x[1:5], 2))

types = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8)
for dtype in types + (torch.uint8, torch.bool, torch.complex64):
    for length in (0, 1, 63, 64, 65, 5000):
        x = torch.randint(0, 2, (length,)).to(dtype)
        y = x.clone()
        print(dtype, length, torch.equal(x, y), torch.equal(x, x), torch.equal(x, y.double()), end=" ")
        if length > 0:
            y[-1] = 1 - y[-1].int()
            print(torch.equal(x, y), torch.equal(x[:-1], y[:-1]), torch.equal(x.flip(0), y.flip(0)), end=" ")
            if dtype.is_floating_point:
                x[length // 2], y = nan, x.clone()
                print(torch.equal(x, y), torch.equal(x, x), torch.equal(x, torch.where(x == 0, -x, x)), end=" ")
                x[length // 2] = 0
                print(torch.equal(x, torch.where(x == 0, -x, x)), end=" ")
        print()

for dtype in types + (torch.bool, torch.complex64):
    for shape in ((), (0,), (3,), (2, 3), (2, 0), (0, 2), (2, 0, 3), (2, 2, 2)):
        x = torch.arange(8).to(dtype)[: torch.Size(shape).numel()].reshape(shape)
        print(x.tolist(), x.t().tolist() if x.dim() == 2 else "")
print(torch.tensor([nan, inf, 0.1]).tolist(), torch.tensor([0.1], dtype=torch.half).tolist())

for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
    for rows in (1, 3, 4, 5, 32, 33, 70):
        x = (torch.randn(rows, 9) * 4).to(dtype)
        x[0, 3] = -inf
        x[0, 0] = -inf
        x[-1, 4], x[-1, 6] = inf, inf
        x[rows // 2, 7] = nan
        x[rows // 2, :2] = -inf
        print(dtype, rows, torch.logcumsumexp(x, 1)[0].tolist(), torch.logcumsumexp(x, 1)[-1].tolist())
        print(torch.logcumsumexp(x, 0)[-1].tolist(), torch.logcumsumexp(x, 1)[rows // 2].tolist())
