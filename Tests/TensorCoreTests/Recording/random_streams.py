"""Records random streams: Cases/random/draws.jsonl, one program of draws from one seed per line, values as hex bits."""
import json, pathlib, random, struct
import torch

OUT = pathlib.Path(__file__).parent.parent / "Cases" / "random"
DTYPES = {n: getattr(torch, n) for n in "float16 bfloat16 float32 float64 int64 int32 uint8 bool".split()}
random.seed(3)


def bits(t):
    t = t.contiguous()
    if t.dtype == torch.bool:
        return "".join("1" if x else "0" for x in t.flatten().tolist())
    view = {1: torch.uint8, 2: torch.int16, 4: torch.int32, 8: torch.int64}[t.element_size()]
    mask = (1 << 8 * t.element_size()) - 1
    return " ".join(format(x & mask, "x") for x in t.view(view).flatten().tolist())


def draw(kind, dtype, shape, args):
    x = torch.empty(shape, dtype=DTYPES[dtype])
    if kind == "uniform": x.uniform_(*args)
    elif kind == "normal": x.normal_(*args)
    elif kind == "normalTransposed": x.t().normal_(*args)
    elif kind == "uniformTransposed": x.t().uniform_(*args)
    elif kind == "integers": x.random_(*args)
    elif kind == "permutation": x = torch.randperm(shape[0])
    elif kind == "bernoulli": x.bernoulli_(*args)
    elif kind == "exponential": x.exponential_(*args)
    elif kind == "geometric": x.geometric_(*args)
    elif kind == "cauchy": x.cauchy_(*args)
    elif kind == "logNormal": x.log_normal_(*args)
    elif kind == "bernoulliOf": x = torch.bernoulli(torch.full(shape, args[0], dtype=DTYPES[dtype]))
    return x


KINDS = {
    "uniform": (["float16", "bfloat16", "float32", "float64"], lambda: random.choice([[0, 1], [-1, 1], [-0.3, 2.7]])),
    "normal": (["float16", "bfloat16", "float32", "float64"], lambda: random.choice([[0, 1], [1.5, 0.5], [-2, 3]])),
    "normalTransposed": (["float32", "float64"], lambda: [0, 1]),
    "uniformTransposed": (["float32"], lambda: [0, 1]),
    "integers": (["int64", "int32", "float32", "uint8"], lambda: random.choice([[0, 10], [3, 7], []])),
    "permutation": (["int64"], lambda: []),
    "bernoulli": (["float32", "bool", "int64", "float64"], lambda: [random.choice([0.5, 0.1, 0.9])]),
    "bernoulliOf": (["float32", "float64"], lambda: [0.3]),
    "exponential": (["float32", "float64"], lambda: [random.choice([1, 2.5])]),
    "geometric": (["float32", "int64"], lambda: [0.3]),
    "cauchy": (["float32", "float64"], lambda: [0.5, 2]),
    "logNormal": (["float32", "float64"], lambda: [0.1, 0.5]),
}
SHAPES = [[1], [3], [15], [16], [17], [33], [4, 4], [2, 9], [5, 7]]
lines = []
for number in range(300):
    seed = random.choice([0, 1, 42, 1234, 2**32 + 5, 123456789])
    torch.manual_seed(seed)
    steps = []
    for _ in range(random.randint(1, 5)):
        kind = random.choice(list(KINDS))
        dtypes, args = KINDS[kind]
        dtype, shape, args = random.choice(dtypes), random.choice(SHAPES), args()
        if kind.endswith("Transposed"):
            shape = [4, 6]
        if dtype == "bool" or kind == "permutation":
            shape = [12]
        steps.append({"k": kind, "d": dtype, "s": shape, "a": args, "bits": bits(draw(kind, dtype, shape, args))})
    lines.append(json.dumps({"seed": seed, "steps": steps}, separators=(",", ":")))
OUT.mkdir(parents=True, exist_ok=True)
(OUT / "draws.jsonl").write_text("\n".join(lines) + "\n")
(OUT / "recorded-with.txt").write_text(f"PyTorch {torch.__version__}, AVX2 or AVX512, glibc\n")
