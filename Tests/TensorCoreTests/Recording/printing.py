"""Records the text of tensors: Cases/printing/tensors.jsonl, one tensor per line with options, suffixes and text."""
import json, math, pathlib, random
import torch
from operations import DTYPES, HERE, NAMES, make, text

random.seed(2)
OUT = HERE.parent / "printing"


def value(dtype):
    kind = random.random()
    if dtype == "bool":
        return random.random() < 0.5
    if not (dtype.startswith("float") or dtype.startswith("bfloat") or dtype.startswith("complex")):
        return random.choice([0, 1, -1, 7, 100, -120, 99])
    if kind < 0.05:
        return random.choice([math.nan, math.inf, -math.inf, 0.0, -0.0])
    if kind < 0.3:
        return float(random.randint(-20, 20))
    return random.gauss(0, 1) * 10 ** random.choice([0, 0, 0, 1, 2, -3, 5, -5, 8])


def tensor(dtype, shape):
    n = math.prod(shape)
    scale = random.random()
    values = [value(dtype) for _ in range(n)]
    if scale < 0.5 and dtype in ("float32", "float64"):
        values = [random.choice([random.gauss(0, 1), float(random.randint(0, 3))]) if scale < 0.3 else float(random.randint(-5, 2000)) for _ in range(n)]
    if dtype == "uint8":
        values = [abs(v) for v in values]
    if dtype.startswith("complex"):
        values = [complex(v, value("float32")) for v in values]
    return torch.tensor(values, dtype=DTYPES[dtype]).reshape(shape)


lines = []
for number in range(2000):
    dtype = random.choice(NAMES + ["float32"] * 8 + ["int64"] * 2)
    rank = random.choice([0, 1, 1, 2, 2, 2, 3, 4])
    big = number % 60 == 0
    shape = [random.choice([1, 2, 3, 4, 5, 8, 13, 20] if not big else [3, 7, 40, 120]) for _ in range(rank)]
    if random.random() < 0.03 and rank:
        shape[random.randrange(rank)] = 0
    while math.prod(shape) > (1500 if number % 60 == 0 else 40):
        shape[shape.index(max(shape))] //= 2
    t = tensor(dtype, shape)
    options = {}
    if random.random() < 0.3:
        options = random.choice([{"precision": 2}, {"precision": 6}, {"precision": 8}, {"linewidth": 40}, {"linewidth": 120}, {"threshold": 10, "edgeitems": 2},
                                 {"threshold": 5, "edgeitems": 1}, {"sci_mode": True}, {"sci_mode": False}, {"edgeitems": 0, "threshold": 4}])
    torch.set_printoptions(profile="default", **options)
    default = "float64" if random.random() < 0.1 else "float32"
    torch.set_default_dtype(DTYPES[default])
    suffix = ""
    if t.dtype.is_floating_point and random.random() < 0.3:
        t.requires_grad_()
        suffix = "requires_grad=True"
        if random.random() < 0.5:
            t = t * 1
            suffix = "grad_fn=<MulBackward0>"
    line = {"in": text(t.detach()), "text": repr(t)}
    if options:
        line["options"] = options
    if default == "float64":
        line["default"] = default
    if suffix:
        line["suffix"] = suffix
    lines.append(json.dumps(line, separators=(",", ":")))
OUT.mkdir(exist_ok=True)
(OUT / "tensors.jsonl").write_text("\n".join(lines) + "\n")
(OUT / "recorded-with.txt").write_text(f"PyTorch {torch.__version__}\n")
