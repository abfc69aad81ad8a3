# Sums and means of halves add in single precision and in the order of floats; operations round once.
import torch

torch.manual_seed(3)
for dtype in (torch.float16, torch.bfloat16):
    for shape in ((1,), (7,), (33,), (257,), (5000,), (3, 5), (4, 33), (5, 1000), (2, 3, 40), (1, 9), (9, 1), (0,), (3, 0)):
        x = torch.randn(shape).to(dtype) * 3
        print(shape, x.sum().item(), x.mean().item(), x.sum(-1), x.mean(-1), x.sum(0).flatten()[:5], x.sum(-1, keepdim=True).shape)
        print(x.sum(dtype=torch.float32))
    zeros = torch.full((40,), -0.0).to(dtype)
    print(1 / zeros.sum(), 1 / zeros.view(4, 10).sum(1))
    x = torch.randn(100).to(dtype)
    x[5] = float("nan")
    print(x.sum(), torch.full((100,), 60000.0).to(dtype).sum())

    a, b = (torch.randn(37) * 100).to(dtype), (torch.randn(37) * 3).to(dtype)
    b[30], a[7], b[9] = 0, float("inf"), float("nan")
    for function in (torch.add, torch.sub, torch.mul, torch.div, torch.maximum):
        print(function.__name__, function(a, b), function(a[:5], b[:5]), function(a, torch.tensor(3.3)))
    for size in (1e4, 1e-6, 6e4):
        print((torch.randn(19) * size).to(dtype))
