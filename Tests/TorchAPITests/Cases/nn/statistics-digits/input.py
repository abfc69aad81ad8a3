import torch
import torch.nn.functional as F


def digits(*tensors):
    """All digits: the order of additions shows in the last ones."""
    print([x.double().flatten()[:4].tolist() for x in tensors])


def numbers(*shape):
    n = 1
    for size in shape:
        n *= size
    return (torch.arange(n) * 7919 % 1009 / 97.0 - 5).reshape(shape)


for length in (3, 7, 8, 16, 40, 129, 200, 700, 1100):
    for dtype in (torch.float32, torch.float64):
        x = numbers(2, length).to(dtype)
        w, b = numbers(length).to(dtype) / 3, numbers(length).flip(0).to(dtype)
        digits(*torch.native_layer_norm(x, [length], w, b, 1e-5))
        digits(F.layer_norm(x, [length]), F.layer_norm(x, [length], w), F.layer_norm(x, [2, length]))
        digits(x.norm(), x.norm(dim=1), x.norm(dim=0), torch.linalg.vector_norm(x.t(), dim=0))
for shape, groups in [((2, 4, 3), 2), ((2, 6, 5, 5), 3), ((1, 4, 40), 4), ((3, 8), 2), ((2, 2, 9, 9), 1)]:
    for dtype in (torch.float32, torch.float64):
        x = numbers(*shape).to(dtype)
        w, b = numbers(shape[1]).to(dtype) / 3, numbers(shape[1]).flip(0).to(dtype)
        digits(F.group_norm(x, groups), F.group_norm(x, groups, w, b), F.group_norm(x, groups, w))
