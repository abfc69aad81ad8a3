# Operands of an elementwise function whose rows are neighbours, one number repeated, cut out or transposed: the values,
# weighted so that none can change places, and the layout of the result.
import torch

torch.manual_seed(1)


def show(name, result):
    numbers = result.contiguous().flatten()
    numbers = numbers.double() if numbers.is_floating_point() else numbers.long()
    weights = (torch.arange(numbers.numel()) % 7 + 1).to(numbers.dtype)
    print(name, tuple(result.shape), result.stride(), result.dtype, (numbers * weights).sum().item())


def draw(shape, dtype):
    return torch.randint(-20, 20, shape).to(dtype)


functions = [torch.add, torch.sub, torch.mul, torch.maximum, torch.minimum, torch.eq, torch.ne, torch.lt, torch.ge]
for dtype in [torch.float32, torch.float64, torch.int64, torch.int32, torch.uint8, torch.float16, torch.bfloat16]:
    a, b, c = draw((9, 23), dtype), draw((9, 23), dtype), draw((3, 9, 23), dtype)
    operands = {
        "outer": (a[:, :1], b[:1]),
        "rows": (a[:, :9], b[:, 3:12]),
        "rows and a number": (a[:, 2:21], torch.tensor(3)),
        "a number and rows": (torch.tensor(3), a[:, 2:21]),
        "columns": (a.t(), b.t()[:, :9]),
        "rows in another order": (c.permute(1, 0, 2), c.permute(1, 0, 2)),
        "matrices": (c, a),
        "short": (a[:, :3], b[:, :3]),
        "steps": (a[:, ::2], b[:, ::2]),
        "nothing": (a[:0, 2:12], b[:0, :10]),
    }
    for name, (x, y) in operands.items():
        for function in functions:
            show(f"{dtype} {name} {function.__name__}", function(x, y))
    part = c[0][:, 5:20]
    part += 2
    part *= c[0][:, :1]
    show(f"{dtype} in place", c)

# Truth values
p, q = torch.rand(7, 40) > 0.5, torch.rand(7, 40) > 0.5
for function in [torch.bitwise_and, torch.bitwise_or, torch.bitwise_xor]:
    for x, y in [(p, q), (p[:, :20], q[:, 20:]), (p[:, :1], q), (p.t(), q.t()), (p, torch.tensor(True)), (p[:, ::2], q[:, 1::2])]:
        show(function.__name__, function(x, y))
for x in [p, p[:, 3:], p.t(), p[:, ::3], p[:0]]:
    show("not", ~x)

# Limits of integers
for dtype in [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8]:
    x = torch.randint(-300, 300, (41,)).to(dtype)
    for low, high in [(2, 8), (None, 5), (5, None), (9, 3), (True, 7)]:
        show(f"{dtype} {low} {high}", x.clamp(low, high))
    show("step", x[::2].clamp(1, 7))
    show("in place", x.clamp_(1, 7))
