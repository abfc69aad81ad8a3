import torch
import torch.nn.functional as F


def check(x):
    """Sums that depend on the places of elements."""
    x = x.double().flatten()
    return x.numel(), round(float((x * (torch.arange(x.numel(), dtype=torch.float64) % 17 - 8)).sum()), 6)


# Rows of neighbours, elements far apart and repeated ones, of every size of element.
for dtype in (torch.uint8, torch.float16, torch.float32, torch.float64, torch.complex64):
    x = (torch.arange(70 * 130) * 7 % 113).view(70, 130)
    x = torch.complex(x.float(), -x.float()).to(dtype) if dtype.is_complex else x.to(dtype)
    for y in (x.roll(3, 1), x.roll(-2, 0), x.roll((5, 7), (0, 1)), torch.rot90(x), torch.rot90(x, 3), x.flip(0, 1),
              x[:, :1].expand(70, 130).contiguous(), x[:, 2:9].contiguous(), x.view(-1).unfold(0, 4, 2).contiguous(),
              x.t().contiguous(), x.repeat(2, 3), F.pad(x, (1, 2, 3, 4)), x[:, 5:6].contiguous(), x[3].expand(9, 130).clone()):
        print(y.is_contiguous(), y.stride(), *(check(part) for part in ((y.real, y.imag) if dtype.is_complex else (y,))))
wide = torch.arange(40 * 1021, dtype=torch.float32).view(40, 1021)
print(check(wide.roll(3, 1)), check(F.pad(wide[None, None], (2, 3, 1, 1), mode="reflect")), check(wide[:, 1:].clone()))
print(check(wide.roll(-5, 1)), check(F.pad(wide[None, None], (4, 3, 2, 1), mode="circular")), check(wide.repeat(2, 2)))
wide[:, 1:] = wide[:, :-1].clone()
print(check(wide))

# More elements than are brought to another type at a time.
for dtype in (torch.uint8, torch.int8, torch.int16, torch.int32, torch.bool, torch.float16, torch.bfloat16):
    x = (torch.arange(30 * 2000) * 31 % 97 - (0 if dtype == torch.uint8 else 40)).view(30, 2000).to(dtype)
    print(dtype, x.max(), x.min(), check(x.amax(0)), check(x.amin(1)), x.view(3, 10, 2000).amax((0, 2)))
    if dtype.is_floating_point:
        x[7, 1999] = float("nan")
        print(x.max(), x.amin(0)[-2:], x.isnan().sum(), x.isfinite().all(), x.isinf().any(), x.signbit().sum())
        print(x.nansum(), x.nansum(1)[6:9], check(x[:3].cumsum(1)), check((x[:2, :50] * 0 + 1.01).cumprod(1)))
    else:
        print(x.sum(), check(x.sum(0)), check(x.sum(1)), x.view(3, 10, 2000).sum((0, 2)), x.count_nonzero())
        print(x.isnan().any(), x.isfinite().all(), x.isinf().sum())
print(torch.tensor([1.0, float("nan"), 2.0]).nansum(), torch.tensor([float("inf"), -float("inf")]).nansum())

a = torch.tensor([0.0, -0.0, 1.5, -2.0, float("nan"), 3.0, float("inf"), -1e-40, 2.5] * 9)
b = torch.tensor([-0.0, 0.0, float("nan"), -1.0, 4.0, 3.0, 1.0, 2.0, -float("inf")] * 9)
for x, y in ((a, b), (a.double(), b.double())):
    for function in (torch.fmax, torch.fmin, torch.heaviside, torch.nextafter, torch.copysign, torch.atan2):
        result = function(x, y)
        print(function.__name__, result[:9], result.nan_to_num(1).signbit().sum(), function(x[:27].view(3, 9).t(), y[0]).sum(0))
print(torch.nextafter(a[:1], b[2:4]), torch.nextafter(torch.tensor(1.0), torch.tensor(2.0)) - 1)

for dtype in (torch.float16, torch.bfloat16):
    x, y, z = a.to(dtype), b.to(dtype), (a.nan_to_num(0.5) % 2).to(dtype)
    print(x.clamp(-0.3, 1.7)[:9], x.clamp(min=0.1)[:9], x.clamp(max=0)[:9], torch.lerp(x, y, 0.3)[:9])
    print(torch.addcmul(x, y, z, value=0.5)[:9], torch.addcdiv(x, z, y, value=0.5)[:9], torch.add(x, y, alpha=3)[:9])
    print(2 - x[:9], 1 / x[:9], 0.1 * x[:9], torch.maximum(x, y)[2:9], torch.minimum(x, y)[2:9])
    x.clamp_(-1, 1)
    print(x[:9])

index = torch.arange(60) * 7 % 11
for dtype in (torch.float16, torch.bfloat16, torch.int32, torch.int16, torch.uint8, torch.float64):
    source = (torch.arange(60) * 5 % 9 + 1).to(dtype)
    print(torch.zeros(11, dtype=dtype).index_add(0, index, source * 3))
    table = torch.ones(11, 10, dtype=dtype).index_add(0, index[:6], source.view(6, 10))
    print(check(table), check(table.index_select(0, index)), check(table.index_select(1, index % 10)))
    print(check(source.index_select(0, index)), torch.add(source, source.flip(0), alpha=2)[:7])
try:
    source.index_select(0, torch.tensor([3, 60]))
except (IndexError, RuntimeError) as error:
    print(error)

x = torch.linspace(-1, 1, 201)
print(torch.erfinv(x)[:6], torch.erfinv(x)[95:106], torch.erfinv(x * 1.1)[:12].isnan().sum(), torch.sinc(x)[98:104])
for value in (0, 1, -2.5):
    print([check(torch.full((77,), value, dtype=d)) for d in (torch.float16, torch.float32, torch.float64, torch.int32)])
