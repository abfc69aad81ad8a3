import torch
S = torch.special
inf, nan = float("inf"), float("nan")

def numbers(low, high, count, dtype=torch.float32):
    places = (torch.arange(count, dtype=torch.float64) * 0.6180339887498949 + 0.137) % 1
    return (places * (high - low) + low).to(dtype)

# A product and a difference that are rounded as one.
[torch.rsub(numbers(-3, 3, 37, dtype), 0.3, alpha=0.7).double().tolist() for dtype in (torch.float32, torch.float64)]
torch.rsub(numbers(-3, 3, 4), 2, alpha=0.3).double().tolist()
torch.rsub(torch.arange(4), 2, alpha=3)

# Every kind of number by itself and among many.
edges = torch.tensor([0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, -1.5, 0.99, -0.998, 0.9999, 14.9, 15.0, -16.0, 100.0, 1e30, 1e-30,
                      10.0, 10.6, -3.0, inf, -inf, nan])
many = edges.repeat(60)
for name in ("asin acos atan atanh tan sin cos erf erfc erfinv lgamma exp log log2 log10 tanh".split()):
    f = getattr(torch, name)
    one = f(edges)
    print(name, one)
    print(torch.allclose(f(many), one.repeat(60), equal_nan=True))

S.entr(edges)
S.entr(edges.double())
torch.lgamma(numbers(-6, 3, 40))
torch.erfc(numbers(-4, 9, 40))
torch.atanh(numbers(0.99, 1, 12))
torch.erfinv(numbers(-1, 1, 40)).double().tolist()
torch.erfinv(numbers(-1, 1, 40, torch.float64)).tolist()
torch.erfinv(numbers(0.9, 1, 40, torch.float64)).tolist()

# Zeros of groups of two registers lose their sign, the others keep it.
zeros = torch.tensor([-0.0, 0.0, 0.2, -0.2, -1.0]).repeat(7)
for f in (torch.nn.functional.hardshrink, torch.nn.functional.softshrink):
    for dtype in (torch.float32, torch.float64, torch.bfloat16):
        print(f(zeros.to(dtype)).signbit().int().tolist())

# Quarters, whose powers are exact.
x = (numbers(-2, 2, 30).view(5, 6) * 4).round() / 4
for name in "hermite_polynomial_h hermite_polynomial_he laguerre_polynomial_l legendre_polynomial_p".split():
    f = getattr(S, name)
    print(name, f(x, 3), f(x.t(), 2)[0], f(x[:, ::2], torch.tensor([0, 1, 4]))[0], f(torch.arange(3), 2), f(1.5, torch.arange(-1, 5)))

torch.isin(torch.tensor([1.0, nan, 0.1, 2.0]), 1)
torch.isin(torch.tensor([1.0, nan, 0.1, 2.0]), 0.1, invert=True)
torch.isin(torch.tensor([1.0, nan, 0.1, 2.0], dtype=torch.float64), 0.1)
torch.isin(torch.tensor([1.0, nan]), nan)
torch.isin(torch.tensor([0.1]), torch.tensor([0.1], dtype=torch.float64))
torch.isin(torch.tensor([0.1]), torch.tensor(0.1, dtype=torch.float64))
torch.isin(torch.tensor(0.1), 0.1)
torch.isin(torch.tensor([[0.1, 2], [3, 0.1]]).t(), 0.1)
torch.nn.functional.rrelu(torch.tensor([-1.0, -0.0, 0.0, 2.0, nan]))
torch.nn.functional.rrelu(torch.tensor([-1.0, 2.0], requires_grad=True))

_ = torch.manual_seed(3)
torch.empty(70).random_(5)
torch.empty(70, dtype=torch.int32).random_(3, 9).sum()
torch.randint(0, 7, (9, 9)).t().sum(0)
torch.empty(5, 4).t().random_(9)
torch.bernoulli(numbers(0, 1, 20))
torch.bernoulli(numbers(0, 1, 20, torch.float64))
torch.empty(6).geometric_(0.3)
torch.empty(6, dtype=torch.float64).geometric_(0.3)
torch.normal(numbers(0, 1, 20), numbers(0, 1, 20))
torch.normal(numbers(0, 1, 5), numbers(-1, 1, 5))
torch.rand(3)
