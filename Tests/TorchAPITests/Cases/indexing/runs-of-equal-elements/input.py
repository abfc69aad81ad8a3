# Runs of every length between and across the blocks in which they are looked for.
import torch

torch.manual_seed(12)
types = (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8)
for dtype in types + (torch.uint8, torch.bool):
    for length in (0, 1, 2, 63, 64, 65, 129, 333):
        for kind in ("mixed", "equal", "distinct", "rare", "zeros", "nan"):
            if kind == "mixed":
                x = torch.randint(0, 2, (length,)).double()
            elif kind == "equal":
                x = torch.full((length,), 3.0, dtype=torch.float64)
            elif kind == "distinct":
                x = torch.arange(length).double() % 127
            elif kind == "rare":
                x = (torch.rand(length) < 0.03).double().cumsum(0)
            elif kind == "zeros":
                x = torch.randint(0, 3, (length,)).double() * torch.where(torch.rand(length) < 0.5, -0.0, 0.5)
            else:
                x = torch.randint(0, 3, (length,)).double()
                x[x == 2] = float("nan")
            if kind == "nan" and not dtype.is_floating_point:
                continue
            x = x.to(dtype)
            for function in (torch.unique_consecutive, torch.unique):
                values, inverse, counts = function(x, return_inverse=True, return_counts=True)
                weights = torch.arange(1, length + 1)
                print(dtype, length, kind, values.shape, values.double().nan_to_num(7)[-5:].tolist(), end=" ")
                print((inverse * weights).sum().item(), (counts * weights[: len(counts)]).sum().item(), end=" ")
                print((torch.signbit(values) & ~values.isnan()).sum().item() if dtype.is_floating_point else "")
                print(len(function(x)), len(function(x, return_counts=True)[1]), len(function(x, return_inverse=True)[1]))
