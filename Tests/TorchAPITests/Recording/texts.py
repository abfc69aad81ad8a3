"""Texts of random tensors: the same ones for PyTorch, which recorded them, and for nbrun.

    python3 texts.py           (in an environment with torch==2.13.0+cpu)

writes Cases/texts/texts.txt. A tensor is made from its number by a generator of our own: its dtype, shape, layout and
values, the print options, the default dtype, what it is part of. A line of the recording is the number of the first of
fifty tensors and the checksums of their texts; the text of the first stands behind. `explain(NUMBER)` prints one.
"""
import torch
from torch import nn

COUNT = 5000
NAMES = ("float32 float32 float32 float32 float64 float16 bfloat16 int64 int64 int32 int16 int8 uint8 bool complex64 "
         "complex128").split()
POWERS = [1.0, 1.0, 1.0, 1.0, 10.0, 100.0, 1e3, 1e5, 1e8, 1e10, 0.1, 0.01, 1e-3, 1e-4, 1e-5, 1e-8, 1e15, 1e30]
SPECIAL = [float("nan"), float("inf"), float("-inf"), 0.0, -0.0, 1e-4, 1e8, 99999.5, 0.99995, 999.99995, 1e-45, 3e38,
           0.00005, 0.5, 1.5, 2.5, 1000.0, 1001.0, 123456789.0, 65504.0, 6e-8]
WHOLE = [0, 1, -1, 7, 100, -128, 127, 99, -20, 5, 32767, -32768, 2**31 - 1, -2**31, 2**53 + 1, 2**63 - 1, -2**63]
LIMITS = {"int64": 17, "int32": 14, "int16": 12, "int8": 10, "uint8": 10}
OPTIONS = [
    {"precision": 2}, {"precision": 6}, {"precision": 8}, {"precision": 0}, {"precision": 1, "linewidth": 60},
    {"linewidth": 40}, {"linewidth": 120}, {"linewidth": 20}, {"threshold": 10, "edgeitems": 2},
    {"threshold": 5, "edgeitems": 1}, {"threshold": 0}, {"sci_mode": True}, {"sci_mode": False},
    {"sci_mode": True, "precision": 2}, {"profile": "short"}, {"profile": "full"},
    {"profile": "short", "precision": 5}, {"profile": "full", "linewidth": 50}, {"edgeitems": 0, "threshold": 4},
    {"edgeitems": 5, "threshold": 20}, {"precision": 10, "sci_mode": False},
]


class Chance:
    """A generator of our own."""

    def __init__(self, seed):
        self.state = (seed * 2654435761 + 12345) % 2**32
        for _ in range(3):
            self.below(2)

    def below(self, n):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return self.state // 2048 % n

    def choice(self, list):
        return list[self.below(len(list))]


def real(chance, style):
    """A number in a style: whole, few digits, many digits, all magnitudes, special."""
    n = chance.below(20001) - 10000
    if style == 0:
        return float(n // 500)
    if style == 1:
        return n / 1000
    if style == 2:
        return n * chance.choice(POWERS) / 7777
    if style == 3:
        return chance.choice(SPECIAL) if chance.below(3) == 0 else n / 3000
    if style == 4:
        return chance.choice(SPECIAL)
    if style == 5:
        return float(n)
    return n / 8


def values(chance, name, count, style):
    if name == "bool":
        return [chance.below(2) == 1 for _ in range(count)]
    if name.startswith("complex"):
        return [complex(real(chance, style), real(chance, chance.choice([style, 0, 3]))) for _ in range(count)]
    if name in LIMITS:
        least = 4 if name == "int8" and chance.below(2) else LIMITS[name]
        list = [chance.choice(WHOLE[:least]) if style < 5 else chance.below(100) for _ in range(count)]
        return [abs(n) % 256 for n in list] if name == "uint8" else [max(n, -128) if name == "int8" else n for n in list]
    return [real(chance, style) for _ in range(count)]


def tensor(chance):
    name = chance.choice(NAMES)
    dtype = getattr(torch, name)
    style = chance.below(7)
    rank = chance.choice([0, 1, 1, 2, 2, 2, 3, 3, 4, 5])
    sizes = [1, 2, 2, 3, 3, 4] if rank > 2 else [1, 2, 3, 5, 6, 7, 8, 13, 30]
    shape = [chance.choice(sizes) for _ in range(rank)]
    if chance.below(25) == 0 and rank:
        shape[chance.below(rank)] = 0
    if chance.below(20) == 0:
        # One that is not shown whole.
        shape = chance.choice([[1001], [3, 400], [40, 30], [2, 2, 300], [7, 7, 7, 4], [1200, 1], [6, 200], [7, 150]])
    count = 1
    for n in shape:
        count *= n
    few = values(chance, name, min(count, 60), style)
    x = torch.tensor(few if few else [], dtype=dtype)
    if count > len(few):
        x = x[torch.arange(count) * 7919 // 3 % len(few)]
    x = x.reshape(shape)
    layout = chance.below(8)
    if layout == 0 and rank >= 2 and len(shape) >= 2:
        x = x.transpose(0, -1)
    if layout == 1 and len(shape) >= 1 and shape[0] > 2:
        x = x[::2]
    if layout == 2 and len(shape) >= 1:
        x = x[..., None].expand(*shape, 2)
    return x


def recorded(chance, x):
    """Some of those that may have a history."""
    if not (x.is_floating_point() or x.is_complex()):
        return x
    way = chance.below(12)
    if way == 0:
        return x.clone().requires_grad_()
    if way == 1:
        return x.clone().requires_grad_() * 1
    if way == 2:
        return x.clone().requires_grad_().reshape(-1)
    if way == 3:
        return nn.Parameter(x.clone())
    if way == 4:
        return x.clone().requires_grad_().unsqueeze(0)
    if way == 5:
        return x.clone().requires_grad_()[..., None]
    return x


def text(number):
    chance = Chance(number)
    torch.set_printoptions(profile="default")
    torch.set_default_dtype(torch.float64 if chance.below(12) == 0 else torch.float32)
    if chance.below(3) == 0:
        torch.set_printoptions(**chance.choice(OPTIONS))
    x = recorded(chance, tensor(chance))
    way = chance.below(40)
    if way == 0:
        return repr([x, x])
    if way == 1:
        return repr({"x": x, "shape": x.shape})
    if way == 2:
        return f"{x}" if x.dim() else f"{x} {x.item()}"
    if way == 3:
        return str(x.shape) + repr(x.size()) + repr(x.stride()) + repr(x.dtype) + str(x.device) + x.type()
    if way == 4 and x.dim() and x.numel() and not x.is_complex() and x.dtype != torch.bool:
        return repr(x.max(0)) if x.size(0) else "-"
    if way == 5 and x.dim() and x.numel() and not x.is_complex() and x.dtype != torch.bool:
        return repr(x.sort(-1).values)  # where equal elements stood depends on the processor
    if way == 6 and x.numel() < 50:
        return repr(x.tolist())
    if way == 7:
        return str((x.detach(), 1.5, "a"))
    if way == 8 and x.numel() == 1:
        return repr(x.item()) + f"{x.detach().reshape(())}"
    return repr(x)


def checksum(text):
    sum = 2166136261
    for byte in text.encode():
        sum = (sum ^ byte) * 16777619 % 2**32
    return "%06x" % (sum % 2**24)


def block(first):
    for number in range(first, first + 50):
        print(repr(text(number)))


def explain(number):
    print(text(number))


def record():
    import pathlib
    import sys

    path = pathlib.Path(__file__).resolve().parent.parent / "Cases/texts/texts.txt"
    path.parent.mkdir(exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"torch {torch.__version__}, Python {sys.version.split()[0]}\n")
        for first in range(0, COUNT, 50):
            texts = [repr(text(number)) for number in range(first, first + 50)]
            file.write(f"{first}\t" + " ".join(checksum(t) for t in texts) + "\t" + texts[0][:300] + "\n")


if __name__ == "__main__":
    record()
