import torch
import torch.nn.functional as F
NUM = [1.5, -2.25, 0.75, 3.0, -0.5, 2.125, 0.0, -1.0, 4.5, 0.25, -3.5, 1.0, 2.0]


def V(shape, dtype, kind=''):
    """Numbers of a shape and type: every second of twice as many ('s'), or transposed ('t')."""
    n = 1
    for s in shape:
        n *= s
    if kind == 's':
        n = 2 * n
    t = torch.tensor([NUM[i % len(NUM)] for i in range(n)], dtype=torch.float64)
    if dtype == torch.bool:
        t = t > 0.6
    elif dtype == torch.uint8:
        t = t.abs().to(dtype)
    elif dtype.is_complex:
        t = torch.complex(t, t.flip(0)).to(dtype)
    else:
        t = t.to(dtype)
    if kind == 's':
        return t[::2]
    if kind == 't':
        return t.reshape(tuple(shape)[::-1]).permute(*range(len(shape) - 1, -1, -1))
    return t.reshape(shape)
