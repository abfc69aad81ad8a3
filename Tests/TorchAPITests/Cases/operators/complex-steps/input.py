import torch
inf, nan = float("inf"), float("nan")

def numbers(count, seed, dtype=torch.complex64):
    # No two of them are rounded alike in single precision.
    places = (torch.arange(2 * count, dtype=torch.float64) * 0.6180339887498949 + 0.137 * seed) % 1
    return torch.view_as_complex((places * 4 - 2).view(count, 2)).to(dtype)

def bits(z):
    return torch.view_as_real(z).flatten().tolist()

# A cast is a copy, also to the type of the parts.
x = torch.ones(3, dtype=torch.complex64)
y = x.float()
y[0] = 5
print(x, y)
x = torch.ones(3, dtype=torch.complex64, requires_grad=True)
y = x.float()
y.sum().backward()
print(type(y.grad_fn).__name__, x.grad)

# The factor of a sum is a complex number, also 1.
x = torch.tensor([complex(inf, 1), complex(1, inf), complex(-inf, -inf), complex(nan, 0), complex(-0.0, 0.0), 2 + 3j] * 3)
for f in (lambda: 1 - x, lambda: torch.rsub(x, 1.5), lambda: torch.rsub(x, x), lambda: x - 1j, lambda: torch.rsub(x, 1, alpha=2)):
    print(f())
print(torch.addcmul(x, x, x))
print(torch.addcmul(x, x[:1], x))
print(torch.addcdiv(x, x, x.flip(0)))
for dtype in (torch.complex64, torch.complex128):
    a, b, c = (numbers(9, seed, dtype) for seed in (1, 2, 3))
    print(bits(torch.add(a, b, alpha=1 + 2j)), bits(torch.sub(a, b, alpha=0.3 - 1j)))
    print(bits(torch.addcmul(a, b, c, value=0.3)), bits(torch.addcmul(a, b, c, value=0.3 + 1j)))
    print(bits(torch.addcmul(a.expand(2, 9), b, c.flip(0), value=0.3)))
    print(bits(1.5 - a), bits(-a), bits(a.conj_physical()), bits(a.flip(0)[::2].conj_physical()))
    print(a == b, a != a, a.eq(a[3]), a.clone().eq_(b.where(b.real > 0, a)), a.clone().ne_(a[0]))

# From the nearer end.
start, end = torch.tensor([1 + 1j, 2 - 1j, 3 + 0j]), torch.tensor([inf + 0j, 4 + 4j, complex(-inf, 1)])
for weight in (0.25, 0.75, torch.tensor([0.25 + 0.25j, 0.5 + 0j, 1j])):
    print(torch.lerp(start, end, weight), torch.lerp(start.cdouble(), end.cdouble(), weight if isinstance(weight, float) else weight.cdouble()))
print(torch.lerp(start.expand(2, 3).T, end[:, None], torch.tensor(0.75)))

# Reciprocals and quotients are scaled in the type of the numbers.
a, b = numbers(8, 1), numbers(8, 2)
print(bits(a.reciprocal()), bits(a**-1), bits(2 / a), bits(a / b), bits(a / (1 + 2j)), bits((1 + 2j) / a))
for count in (1, 2, 3, 7, 8, 13):
    for dtype in (torch.complex64, torch.complex128):
        a, b = numbers(count, 5, dtype), numbers(count, 6, dtype)
        print(bits(a * b), bits(a / b))
a, b = numbers(8, 1), numbers(8, 2)
print(bits(a / 0), bits((a * 1e30).reciprocal()), bits((a * 1e-30).reciprocal()))
print(bits(a.view(2, 4).T.reciprocal()), a.view(2, 4).T.reciprocal().stride(), a.view(2, 4).T.conj_physical().stride())

# Parts that do not lie side by side are cast, too.
z = numbers(60, 4).view(6, 10) * 100
for dtype in (torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64, torch.float16, torch.bfloat16, torch.float64, torch.bool):
    print(dtype, [m.to(dtype).sum(dtype=torch.float64).item() for m in (z, z.T, z[:, ::3], z[::2].conj(), z[2:4, 1])])
print([m.cdouble().sum().item() for m in (z, z.T, z[:, ::3], z.real.T, z.imag[::2])])
print(z.real.T.cfloat().stride(), z.T.cdouble().stride(), z.T.half().stride(), z[:, ::3].float().stride())
print(torch.sum(z, 0, dtype=torch.int64), z.imag[::2, ::3].long(), z.imag[::2, ::3].short())

# Near are numbers whose distance is small; parts that are no number make one of the number.
x = torch.tensor([1 + 1j, complex(nan, 1), complex(1, nan), complex(inf, 1), complex(inf, nan), 3 + 4j])
y = torch.tensor([1 + 1.2j, complex(nan, 1), complex(2, nan), complex(inf, 1), complex(inf, 0), 3 + 4.0001j])
for options in ({}, {"rtol": 0.5}, {"atol": 1.0}, {"equal_nan": True}, {"rtol": 0, "atol": 0}):
    print(torch.isclose(x, y, **options), torch.isclose(x.cdouble(), y.cdouble(), **options), torch.isclose(x, y[:1], **options))
