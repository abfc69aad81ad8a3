# The last of equal extrema counts, nan above all, in lines of any length.
import torch

torch.manual_seed(4)
for dtype in (torch.float32, torch.float64, torch.int64, torch.float16, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool):
    for length in (1, 5, 8, 16, 17, 31, 40, 150):
        x = torch.randint(-9, 9, (5, length)).to(dtype)
        if dtype.is_floating_point:
            x[1, length // 2] = x[2, 0] = float("nan")
            x[3, length // 3] = -0.0
        for function in (torch.cummax, torch.cummin):
            for dim in (0, 1):
                values, indices = function(x, dim)
                print(dtype, length, function.__name__, (indices * (torch.arange(length) % 7 + 1)).sum().item(), values[3].tolist()[-20:], values[1:3, -1].tolist())
