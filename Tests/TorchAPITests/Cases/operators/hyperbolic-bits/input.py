# The hyperbolic sine and cosine of single precision, to the last bit.
import torch

x = torch.arange(-90000, 90001, 7, dtype=torch.float32) / 1000
for function in (torch.cosh, torch.sinh):
    bits = function(x).view(torch.int32).to(torch.int64)
    print(int((bits % 1000003 * (torch.arange(len(bits)) % 97 + 1)).sum()))
    print(function(torch.tensor([5.0, 0.0, -0.0, 88.9, 89.1, -89.5, float("inf"), float("nan")])))
    for dtype in (torch.int64, torch.uint8, torch.bool):
        print(function(torch.arange(7).to(dtype)))
    print(function(torch.tensor(5)), function(torch.tensor(5.0)), function(torch.tensor(5.0, dtype=torch.float16)))
