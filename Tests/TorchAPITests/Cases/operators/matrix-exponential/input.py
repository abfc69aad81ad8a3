import torch

inf, nan = float("inf"), float("nan")


def pattern(*shape):
    """Values of both signs without chance."""
    count = 1
    for size in shape:
        count *= size
    return ((torch.arange(count) * 7919 + 13) % 101 - 50).double().reshape(shape) / 100


def bits(t):
    """A sum over the bits of a result, and one over the places of nan."""
    t = torch.view_as_real(t) if t.is_complex() else t
    is_nan = t.isnan()
    word = {torch.float64: torch.int64, torch.float32: torch.int32}.get(t.dtype, torch.int16)
    words = torch.where(is_nan, torch.zeros_like(t), t).contiguous().view(word).long().reshape(-1)
    place = torch.arange(1, words.numel() + 1)
    return int((words * place).sum()), int((is_nan.reshape(-1).long() * place).sum())


# Every degree of the polynomials, and matrices that are scaled.
for dtype in (torch.float32, torch.float64):
    for n in (2, 3, 4, 7, 8, 16):
        for scale in (0, 1e-20, 1e-9, 1e-8, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.3, 1, 2, 10, 100):
            x = (pattern(n, n) * scale).to(dtype)
            print(dtype, n, scale, bits(torch.matrix_exp(x)), bits(torch.matrix_exp(x[None])))
        # Of several matrices each is scaled by itself.
        x = (pattern(5, n, n) * torch.tensor([9, 0.01, 2, 2, 40])[:, None, None]).to(dtype)
        print(dtype, n, bits(torch.matrix_exp(x)))

# What is no number.
for dtype in (torch.float32, torch.float64, torch.complex64):
    for value in (nan, inf, -inf):
        x = pattern(3, 3).to(dtype)
        x[0, 1] = value
        print(torch.matrix_exp(x))
        x = pattern(4, 3, 3).to(dtype) * torch.tensor([1, 20, 1, 4.0])[:, None, None]
        x[0, 1, 2] = value
        x[2, 0, 0] = nan
        print(torch.matrix_exp(x).isnan().sum((1, 2)), torch.matrix_exp(torch.full((1, 1), value, dtype=dtype)))
print(torch.matrix_exp(torch.full((2, 2), 1e38)), torch.matrix_exp(torch.full((2, 2), -200.0)))

# Halves: the coefficients are what they are.
for dtype in (torch.float16, torch.bfloat16):
    for n in (1, 2, 3, 4):
        for scale in (0, 1e-4, 0.001, 0.01, 0.1, 1, 3, 100):
            x = (pattern(n, n) * scale).to(dtype)
            print(dtype, n, scale, bits(torch.matrix_exp(x)), bits(torch.matrix_exp(torch.stack([x, x * 5]))))
print(torch.matrix_exp(torch.eye(3).half() * 0.04), torch.matrix_exp(torch.eye(2).bfloat16() * 0.01))

# Complex numbers, gradients, and gradients of gradients.
x = torch.complex(pattern(3, 3), pattern(3, 3).mT)
print(torch.matrix_exp(x), torch.matrix_exp((x * 9).to(torch.complex64)))
for dtype in (torch.float32, torch.float64, torch.complex64, torch.complex128):
    for shape in ((1, 1), (3, 3), (2, 3, 3)):
        x = pattern(*shape).to(dtype).requires_grad_()
        y = torch.matrix_exp(x)
        print(y.grad_fn, y.grad_fn._saved_self.shape)
        (g,) = torch.autograd.grad((y.abs() ** 2).sum(), x, create_graph=True)
        (h,) = torch.autograd.grad((g.abs() ** 2).sum(), x)
        print(g, h)

# Layouts and sizes of nothing.
print(torch.matrix_exp(pattern(3, 3).mT).stride(), torch.matrix_exp(pattern(3, 3, 2).permute(2, 0, 1)).stride())
for shape in ((0, 3, 3), (2, 0, 0), (0, 0), (2, 0, 3, 3)):
    print(torch.matrix_exp(torch.ones(shape)).shape)
torch.matrix_exp(pattern(2, 3, 3, 3).transpose(0, 1))
torch.matrix_exp(pattern(2, 3))
torch.matrix_exp(pattern(3))
torch.linalg.matrix_exp(torch.eye(2).long())
