# Slices with nan are equal to none, and stand where comparisons leave them: nan differs from nothing.
import torch

nan = float("nan")
for rows in (
    [[nan, 1], [nan, 1], [1, 2]],
    [[1, nan], [1, nan], [1, 2]],
    [[nan, nan], [0, nan], [nan, 0], [1, 1]],
    [[nan], [nan], [1]],
    [[3, nan], [2, nan], [3, nan], [1, 1], [2, 0]],
):
    for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
        x = torch.tensor(rows, dtype=dtype)
        for dim in (0, 1):
            print(torch.unique(x, dim=dim, return_inverse=True, return_counts=True))
            print(torch.unique_consecutive(x, dim=dim, return_inverse=True, return_counts=True))

torch.manual_seed(14)
types = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8)
for dtype in types + (torch.uint8, torch.bool):
    for size in (1, 2, 16, 17, 40, 300):
        for width in (1, 2, 3):
            for share in (0, 0.1, 0.5):
                x = torch.randint(0, 4, (size, width)).double()
                x[torch.rand(x.shape) < share] = nan if dtype.is_floating_point else 0
                x = (x * torch.where(torch.rand(x.shape) < 0.3, -1, 1)).abs().to(dtype) if dtype == torch.uint8 else x.to(dtype)
                for function in (torch.unique, torch.unique_consecutive):
                    values, inverse, counts = function(x, dim=0, return_inverse=True, return_counts=True)
                    weights = torch.arange(1, values.numel() + 1).reshape(values.shape)
                    print(dtype, size, width, share, values.shape, end=" ")
                    print((values.double().nan_to_num(9) * weights).sum().item(), end=" ")
                    print((inverse * torch.arange(1, size + 1)).sum().item(), (counts * counts).sum().item())
