import torch
# Elements of another type than the result's are brought to it a part at a time
n = 40000
i = torch.arange(n) - 20000
types = {"int64": i, "int32": i.int(), "int16": i.short(), "uint8": i.byte(), "bool": i % 3 == 0, "float64": i.double() / 8}
places = torch.tensor([0, 1, 4095, 4096, 16383, 16384, 20001, n - 1])
for name, x in types.items():
    y = x.float().add(0.5)
    for r in [x / 2, x / y, 1.5 - (x.byte() if name == "bool" else x), x * 0.25, x + y, y * x, x // 1.5, x % 1.5, torch.fmod(x, 1.5), torch.div(x, 1.5, rounding_mode="trunc"), x ** 0.5, x ** -1.0, x ** y.clamp(-2, 2), torch.maximum(x, y), torch.clamp_min(x, 0.5), torch.clamp(x, -1, 1.5)]:
        print(name, r.dtype, r[places])

b = types["bool"]
(b % 2)[places], (b // 2)[places], torch.fmod(b, 2)[places], torch.floor_divide(i, types["int32"].abs() + 1)[places]
small = torch.arange(5)
small / 2, 2 / (small + 1), small.t() * 0.5, small.int() + small.double(), small.reshape(5, 1) / small.float().add(1)
y = torch.ones(n)
y.add_(i)[places], y.mul_(b)[places], y.sub_(types["int32"])[places]
try:
    i.floor_divide_(b.int())
except RuntimeError as e:
    print(e)

i[places]
# Integers wrap around
for dtype in [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8]:
    x, z = (torch.arange(100) * 37 % 101).to(dtype), (torch.arange(100) * 11 % 103).to(dtype)
    print(torch.add(x, z, alpha=7)[-9:], torch.sub(x, z, alpha=5)[-9:], torch.addcmul(x, z, z)[-9:], torch.addcmul(x, x, z, value=3)[-9:], x.sub_(z, alpha=2)[:9], x.addcmul_(z, z, value=2)[:9])

# Integers of floats, a block at a time
v = torch.tensor([0.0, -0.0, 1.9, -1.9, 127.5, -128.5, 255.9, 300.0, 65536.7, 2147483520.0, -2147483648.0])
v.int(), v.short(), v.char(), v.byte(), v.long()
w = torch.linspace(-1000, 1000, 1500)
w.int()[[0, 1, 511, 512, 700, 701, 1499]], w.short()[[0, 511, 512, 700, 1499]], w.char()[[0, 511, 700, 1499]], w.byte()[[1023, 1024, 1025]]
# Complex numbers of their parts
p, q = torch.randn(37), torch.arange(37.0)
z = torch.complex(p, q)
z.real.equal(p), z.imag.equal(q), torch.complex(q.reshape(37, 1), torch.ones(1)).shape, torch.complex(q.double(), q.double()).dtype
torch.complex(torch.ones(3, 2).t(), torch.zeros(3, 2).t()).stride(), torch.complex(torch.empty(0), torch.empty(0)), torch.complex(torch.tensor(1.0), torch.tensor(-0.0))
r = torch.linspace(-3, 3, 100)
for d in [-2, -1, 0, 1, 3]:
    print(torch.round(r * 47, decimals=d)[::9], torch.round(r.double() * 47, decimals=d)[::9], torch.round(r[::2], decimals=d)[::9])

x = torch.tensor([float("nan"), 1.0, 2.0, -0.0, 0.0, float("inf")])
y = torch.tensor([0.0, float("nan"), 2.0, 0.0, -0.0, -float("inf")])
torch.maximum(x, y), torch.minimum(x, y), torch.maximum(y, x), torch.clamp(x, y, y + 1), torch.maximum(x, y).signbit(), torch.minimum(x, y).signbit()
