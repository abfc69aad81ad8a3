import torch

# Runs of neighbours, of every type, long enough for vectors and with some elements over.
SHORT = [torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64]


def numbers(dtype, count=75):
    values = torch.arange(count) * 37 % 101 - 50
    return (values.abs() if dtype == torch.uint8 else values).to(dtype)


for dtype in SHORT:
    x = numbers(dtype)
    y = (numbers(dtype).flip(0) | 1).to(dtype)
    print(dtype, (x % y).sum(), (x // y).sum(), torch.fmod(x, y).sum(), (x % 7).tolist()[:9], (x // 7).tolist()[:9])
    print((x ** 2).tolist()[:9], (x ** 3).tolist()[:9], (x ** 0).sum(), (x ** 5).sum(), torch.square(x).sum())
    print((x << 3).tolist()[:9], (x >> 1).tolist()[:9], (x << 70).sum(), (x >> 70).sum())
    print([int((x < y).sum()), int((x <= y).sum()), int((x == y).sum()), int((x != y).sum()), int((x > 3).sum())])
    print(torch.relu(x).sum(), (~x).sum(), torch.logical_and(x, y).sum(), torch.logical_xor(x, y).sum())
    print((x[::2] < y[::2]).sum(), (x[::2] // y[::2]).sum(), (x.view(5, 15).t() % 7).sum(), (x == x[:1]).sum())
    try:
        print(x // x)
    except RuntimeError as error:
        print(error)
    x %= 9
    x //= y
    print(x.sum())

a = numbers(torch.int64) % 2 == 0
b = numbers(torch.int64) % 3 == 0
print([int(v.sum()) for v in (a == b, a != b, a & b, a | b, a ^ b, ~a, torch.logical_and(a, b), torch.logical_xor(a, b))])
print([int(v.sum()) for v in (a == True, a != 0, a < b, a >= b, torch.logical_or(a, torch.tensor(1e-300)))])

for dtype in (torch.float16, torch.bfloat16):
    h = torch.tensor([0.1, -0.0, 0.0, -2.5, float("inf"), -float("inf"), float("nan"), 6e-8, 300.0] * 5, dtype=dtype)
    print(h == 0.1, h > 0.1, 0.1 >= h, h < torch.tensor(0.3, dtype=torch.float64), h != h.flip(0))
    print(-h, h.abs(), torch.relu(h), torch.sign(h), 1 / h.neg())
    print(h.floor(), h.trunc(), h.frac(), h.sqrt(), h.square(), h ** 2, h.reciprocal())
    print(h[::2].abs() + h[::2].neg(), (h[:40].view(5, 8).t() == 0.1).sum())
    h.neg_().relu_()
    print(h)

ALL = SHORT + [torch.bool, torch.float16, torch.bfloat16, torch.float32, torch.float64]
for source in ALL:
    x = (torch.arange(70) * 29 % 113).to(source)
    for target in ALL:
        y = x.to(target)
        print(source, target, y.double().sum().item(), x[::3].to(target).double().sum().item())
x = torch.tensor([-3.7, -0.2, 0.0, 0.6, 2.9, 127.5, 4e4] * 4, dtype=torch.float64)
for target in (torch.int16, torch.int32, torch.int64, torch.bool, torch.float16, torch.bfloat16, torch.float32):
    print(x.to(target).tolist()[:7], x.float().to(target).tolist()[:7])

c = torch.complex(torch.arange(33.0) * 0.37 - 5, torch.arange(33.0).flip(0) * 0.21 - 3)
d = torch.complex(torch.arange(33.0).flip(0) * 0.11 - 1.5, torch.arange(33.0) * 0.43 - 6)
for a, b in ((c, d), (c.to(torch.complex128), d.to(torch.complex128))):
    print((a + b)[:5], (a - b)[-5:], (a / b)[:5], (a * 2)[:3], ((1 + 2j) * a)[:3], (a / (2 - 3j))[:3], (-a)[:3])
    print((a ** 2)[:3], (a / 0)[:2], (1 / b)[:3], (a * a == a ** 2).all())

p = torch.arange(40.0, dtype=torch.float64) - 20
q = p.flip(0) * 0.7
q[3] = float("nan")
q[5] = float("inf")
print(torch.hypot(p, q), torch.fmax(p, q), torch.fmin(p, q), torch.copysign(p, q), torch.hypot(p * 1e300, q), torch.frac(q))
