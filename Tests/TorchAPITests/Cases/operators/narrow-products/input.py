# Products of few rows or columns are summed in the order that PyTorch's library takes for how the matrices lie.
import torch

def numbers(*shape, dtype=torch.float32):
    count = 1
    for n in shape:
        count *= n
    return (torch.arange(count, dtype=torch.float64) * 0.7390851332151607 % 1 - 0.43).to(dtype).reshape(shape)

def matrix(rows, columns, kind, dtype):
    if kind == "plain":
        return numbers(rows, columns, dtype=dtype)
    if kind == "turned":
        return numbers(columns, rows, dtype=dtype).t()
    if kind == "part":
        return numbers(rows, columns + 3, dtype=dtype)[:, 1:columns + 1]
    return numbers(rows, 2 * columns, dtype=dtype)[:, ::2]

def checksum(x):
    bits = x.contiguous().view(torch.int32 if x.dtype == torch.float32 else torch.int64).flatten().to(torch.int64)
    return int((bits % 1000003 * (torch.arange(len(bits)) % 97 + 1)).sum())

for dtype in (torch.float32, torch.float64):
    for left in ("plain", "turned", "part", "stepped"):
        for right in ("plain", "turned", "part", "stepped"):
            sums = [0, 0]
            for rows, columns in ((1, 7), (2, 1), (3, 13), (9, 1), (7, 6), (20, 11), (2, 30)):
                for depth in (1, 3, 8, 9, 17, 40, 203):
                    a, b = matrix(rows, depth, left, dtype), matrix(depth, columns, right, dtype)
                    sums[0] += checksum(a @ b)
                    sums[1] += checksum(torch.addmm(numbers(rows, columns, dtype=dtype), a, b))
            print(dtype, left, right, sums)

x = numbers(5, 9)
print(checksum(torch.mv(x, numbers(9))), checksum(torch.mv(x.t(), numbers(5))), checksum(torch.mv(x, numbers(9, 2)[:, 0])))
print(checksum(torch.addmv(numbers(9), x.t(), numbers(5))), checksum(torch.nn.functional.linear(x, numbers(4, 9), numbers(4))))
