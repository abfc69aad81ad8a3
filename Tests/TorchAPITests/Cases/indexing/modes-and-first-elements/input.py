# Which of equal elements are found, in lines of any length, by counting, by a heap and by parting; nan, which no
# comparison moves, in the order in which sorting leaves it.
import torch

nan = float("nan")
torch.manual_seed(11)


def lines(kind, rows, length):
    if kind == "few":
        return torch.randint(-3, 4, (rows, length)).double()
    if kind == "some":
        return torch.randint(-30, length, (rows, length)).double()
    if kind == "zeros":
        return torch.randint(0, 2, (rows, length)).double() * -1 + torch.randint(0, 2, (rows, length)).double()
    if kind == "nan":
        x = torch.randint(-9, 9, (rows, length)).double()
        x[torch.rand(rows, length) < 0.1] = nan
        return x
    return torch.randn(rows, length, dtype=torch.float64) * 50


def summary(values, indices):
    weights = torch.arange(1, indices.numel() + 1).reshape(indices.shape)
    return (indices * weights).sum().item(), values.double().nan_to_num(77).sum().item()


for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.uint8):
    for length in (1, 2, 16, 17, 39, 65, 160, 161, 1000):
        for kind in ("few", "some", "zeros", "nan", "spread"):
            if kind == "nan" and not dtype.is_floating_point:
                continue
            x = lines(kind, 3, length)
            x = (x.abs() % 250 if dtype == torch.uint8 else x).to(dtype)
            print(dtype, length, kind, summary(*torch.mode(x, -1)), summary(*torch.mode(x, 0)))
            for k in (1, 2, 9, length // 64 + 1, length // 20):
                if 0 < k <= length:
                    found = [
                        summary(*torch.topk(x, k, -1, largest, is_sorted))
                        for largest in (True, False)
                        for is_sorted in (True, False)
                    ]
                    print(k, found)

# Keys that seek the same places of a table.
x = torch.arange(3000) * 2**32
print(torch.mode(torch.cat([x, x[1000:1002], x[5:6]])), torch.mode(x.double()), torch.mode(x.float()))
print(torch.mode(torch.tensor([nan, nan, 1.0, 2.0])), torch.mode(torch.tensor([1.0, nan, nan, 2.0, 2.0, nan])))
print(torch.mode(torch.tensor([True, False, True])), torch.mode(torch.tensor([-0.0, 0.0, 1.0, -1.0])))
