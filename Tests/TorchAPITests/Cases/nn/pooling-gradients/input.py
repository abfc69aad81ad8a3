import torch
import torch.nn.functional as F

torch.set_printoptions(precision=8)
_ = torch.manual_seed(0)
for dims, pool in ((1, F.avg_pool1d), (2, F.avg_pool2d), (3, F.avg_pool3d)):
    for size, stride, padding, ceil, counts in ((2, 2, 0, False, True), (3, 1, 1, False, True), (3, 2, 1, True, False), (2, 3, 0, True, True)):
        x = torch.randn([1, 2] + [7, 6, 5][:dims], requires_grad=True)
        y = pool(x, size, stride, padding, ceil, counts)
        (y * torch.arange(y.numel()).view(y.shape).sin()).sum().backward()
        print(x.grad.flatten()[:12])
for dims in (1, 2, 3):
    average = (F.adaptive_avg_pool1d, F.adaptive_avg_pool2d, F.adaptive_avg_pool3d)[dims - 1]
    largest = (F.adaptive_max_pool1d, F.adaptive_max_pool2d, F.adaptive_max_pool3d)[dims - 1]
    for size in (1, 3, 4, 9):
        for dtype in (torch.float32, torch.float64):
            x = torch.randn([3, 2] + [7, 6, 5][:dims], dtype=dtype, requires_grad=True)
            y = average(x, size)
            print(y.detach().flatten()[:6])
            y.square().sum().backward()
            print(x.grad.flatten()[:6])
            z, places = largest(x.detach(), size, return_indices=True)
            print(z.flatten()[:6], places.flatten()[:6])
x = torch.tensor([[1.0, float("nan"), 3.0, float("-inf"), float("-inf"), 2.0]])
print(F.adaptive_max_pool1d(x, 3, return_indices=True), F.adaptive_avg_pool1d(x, 3))
