"""Records what PyTorch's operations give: Cases/operations/<family>.jsonl, one case per line.

Run with the version of PyTorch that the program follows: python operations.py
A case: op, in (tensors: dtype d, shape s, strides t if not contiguous, values v), p (parameters),
and out (tensors) or err (the exception's type and text).
"""
import json, math, pathlib, random
import torch

torch.set_num_threads(1)
HERE = pathlib.Path(__file__).parent.parent / "Cases" / "operations"
NAMES = "bool uint8 int8 int16 int32 int64 float16 bfloat16 float32 float64 complex64 complex128".split()
DTYPES = {n: getattr(torch, n) for n in NAMES}
ALL, REAL = NAMES, NAMES[:10]
FLOATS, FIELDS, INTS = NAMES[6:10], NAMES[6:], NAMES[1:6]
random.seed(1)
torch.manual_seed(1)


def number(x):
    if isinstance(x, complex):
        return [number(x.real), number(x.imag)]
    if isinstance(x, bool) or isinstance(x, int):
        return int(x)
    if math.isnan(x):
        return "nan"
    if math.isinf(x):
        return "inf" if x > 0 else "-inf"
    return "-0" if x == 0 and math.copysign(1, x) < 0 else x


def text(t):
    d = {"d": str(t.dtype)[6:], "s": list(t.shape), "v": [number(x) for x in t.reshape(-1).tolist()]}
    if not t.is_contiguous():
        d["t"] = list(t.stride())
    return d


def make(dtype, shape, style="normal"):
    """Values that a dtype tells apart, with ties, zeros and, for 'special', nan and infinities."""
    n = math.prod(shape)
    if dtype == "bool":
        return torch.tensor([random.random() < 0.5 for _ in range(n)], dtype=torch.bool).reshape(shape)
    if dtype in INTS:
        low = 0 if dtype == "uint8" or style == "positive" else -9
        return torch.tensor([random.randint(low, 9) for _ in range(n)], dtype=DTYPES[dtype]).reshape(shape)
    def one():
        if style == "special" and random.random() < 0.3:
            return random.choice([math.nan, math.inf, -math.inf, 0.0, -0.0])
        v = random.choice([random.gauss(0, 2), random.gauss(0, 2), float(random.randint(-3, 3))])
        if style == "positive":
            return abs(v) + 0.1
        if style == "unit":
            return (math.tanh(v)) * 0.98
        return v
    if dtype.startswith("complex"):
        return torch.tensor([complex(one(), one()) for _ in range(n)], dtype=DTYPES[dtype]).reshape(shape)
    return torch.tensor([one() for _ in range(n)], dtype=DTYPES[dtype]).reshape(shape)


def layouts(dtype, style="normal"):
    """Tensors of several shapes and layouts."""
    yield make(dtype, (), style)
    yield make(dtype, (5,), style)
    yield make(dtype, (2, 3), style)
    yield make(dtype, (3, 2), style).t()
    yield make(dtype, (2, 6), style)[:, ::2]
    yield make(dtype, (0, 3), style)
    yield make(dtype, (2, 1, 3), style).expand(2, 2, 3)


cases = []


def record(op, inputs, run, **p):
    case = {"op": op, "in": [text(t) for t in inputs]}
    if p:
        case["p"] = p
    try:
        out = run(*inputs)
        out = [out] if isinstance(out, torch.Tensor) else list(out)
        case["out"] = [text(t.resolve_conj()) for t in out]
        for o in case["out"]:
            o.pop("t", None)
    except Exception as e:
        case["err"] = [type(e).__name__, str(e).split("\n")[0]]
    cases.append(case)


def finish(name):
    global cases
    HERE.mkdir(parents=True, exist_ok=True)
    with open(HERE / f"{name}.jsonl", "w") as f:
        for c in cases:
            f.write(json.dumps(c, separators=(",", ":")) + "\n")
    print(name, len(cases))
    cases = []


def main():
    # Arithmetic of two tensors of every pair of types; all layouts for a few.
    BINARY = {
        "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.true_divide, "floorDivide": torch.floor_divide,
        "truncatedDivide": lambda a, b: torch.div(a, b, rounding_mode="trunc"), "remainder": torch.remainder,
        "fmod": torch.fmod, "maximum": torch.maximum, "minimum": torch.minimum, "pow": torch.pow,
        "eq": torch.eq, "ne": torch.ne, "lt": torch.lt, "le": torch.le, "gt": torch.gt, "ge": torch.ge,
        "logical_and": torch.logical_and, "logical_or": torch.logical_or, "logical_xor": torch.logical_xor,
        "bitwise_and": torch.bitwise_and, "bitwise_or": torch.bitwise_or, "bitwise_xor": torch.bitwise_xor,
        "lshift": torch.bitwise_left_shift, "rshift": torch.bitwise_right_shift,
        "atan2": torch.atan2, "hypot": torch.hypot, "copysign": torch.copysign, "nextafter": torch.nextafter,
        "logaddexp": torch.logaddexp, "xlogy": torch.xlogy, "heaviside": torch.heaviside, "fmax": torch.fmax,
        "fmin": torch.fmin, "gcd": torch.gcd, "lcm": torch.lcm,
    }
    for name, f in BINARY.items():
        for d in ALL:
            a, b = make(d, (2, 3)), make(d, (2, 3))
            record(name, [a, b], f)
        for d in ["int64", "float32"]:
            for a in layouts(d):
                b = make(d, a.shape)
                record(name, [a, b], f)
            record(name, [make(d, (2, 1)), make(d, (1, 3))], f)
            record(name, [make(d, (2, 3)), make(d, (3,))], f)
            record(name, [make(d, (2, 3)), make(d, ())], f)
            record(name, [make(d, ()), make(d, (3,))], f)
        record(name, [make("float32", (8,), "special"), make("float32", (8,), "special")], f)
        record(name, [make("float32", (2, 3)), make("float32", (2, 2))], f)
    finish("binary")

    PAIRS = {"add": torch.add, "lt": torch.lt, "pow": torch.pow}
    for name, f in PAIRS.items():
        for d in ALL:
            for e in ALL:
                if d != e:
                    record(name, [make(d, (3,), "positive"), make(e, (3,), "positive")], f)
                    if name == "add":
                        record(name, [make(d, (3,), "positive"), make(e, (), "positive")], f)
    finish("promotion")

    # Functions of one tensor.
    UNARY = {n: getattr(torch, n) for n in """exp exp2 expm1 log log2 log10 log1p sqrt rsqrt reciprocal sin cos tan asin acos
    atan sinh cosh tanh asinh acosh atanh sigmoid erf erfc erfinv lgamma digamma floor ceil round trunc frac sinc i0
    deg2rad rad2deg""".split()}
    UNARY.update({
        "i0e": torch.special.i0e, "i1": torch.special.i1, "i1e": torch.special.i1e, "ndtri": torch.special.ndtri,
        "ndtr": torch.special.ndtr, "logNdtr": torch.special.log_ndtr, "erfcx": torch.special.erfcx,
        "entr": torch.special.entr, "gelu": torch.nn.functional.gelu,
        "geluTanh": lambda x: torch.nn.functional.gelu(x, approximate="tanh"), "silu": torch.nn.functional.silu,
        "mish": torch.nn.functional.mish, "logSigmoid": torch.nn.functional.logsigmoid,
        "hardsigmoid": torch.nn.functional.hardsigmoid, "hardswish": torch.nn.functional.hardswish,
        "relu6": torch.nn.functional.relu6, "softplus": torch.nn.functional.softplus,
    })
    EXACT = {"neg": torch.neg, "abs": torch.abs, "sign": torch.sign, "relu": torch.relu, "logical_not": torch.logical_not,
             "bitwise_not": torch.bitwise_not, "isnan": torch.isnan, "isinf": torch.isinf, "isfinite": torch.isfinite,
             "isposinf": torch.isposinf, "isneginf": torch.isneginf, "signbit": torch.signbit, "conj": torch.conj_physical}
    for name, f in list(UNARY.items()) + list(EXACT.items()):
        positive = name in ("log", "log2", "log10", "sqrt", "rsqrt", "acosh", "lgamma", "digamma")
        unit = name in ("asin", "acos", "atanh", "erfinv", "log1p")
        style = "positive" if positive else "unit" if unit else "normal"
        kinds = ALL if name in ("exp", "sqrt", "sin", "tanh", "sigmoid", "floor", "round", "log", "gelu") or name in EXACT \
            else ["int64", "float16", "float32", "float64"]
        for d in kinds:
            record(name, [make(d, (7,), style)], f)
        for t in layouts("float32", style):
            record(name, [t], f)
        record(name, [make("float32", (8,), "special")], f)
        record(name, [make("float32", (33,), style)], f)
    finish("unary")

    # Casts between all types.
    for d in ALL:
        for e in ALL:
            record("cast", [make(d, (6,))], lambda t: t.to(DTYPES[e]), dtype=e)
    for e in ALL:
        record("cast", [torch.tensor([300.0, -1.5, 70000.0, 0.3, 2.5e-8, -65520.0])], lambda t: t.to(DTYPES[e]), dtype=e)
        if e != "uint8":
            record("cast", [torch.tensor([float("nan"), float("inf"), -float("inf"), 1e10])], lambda t: t.to(DTYPES[e]), dtype=e)
    finish("casts")

    # Reductions.
    def reductions(d, t, dims, keep):
        p = {"dims": dims, "keepdim": keep}
        kw = {"dim": dims, "keepdim": keep} if dims is not None else {}
        record("sum", [t], lambda t: torch.sum(t, **kw), **p)
        record("mean", [t], lambda t: torch.mean(t, **kw), **p)
        if dims is not None:
            record("amax", [t], lambda t: torch.amax(t, **kw), **p)
            record("amin", [t], lambda t: torch.amin(t, **kw), **p)
            record("var", [t], lambda t: torch.var(t, **kw), **p)
            record("all", [t], lambda t: torch.all(t, **kw), **p)
            record("any", [t], lambda t: torch.any(t, **kw), **p)
            if d in FLOATS:
                record("logsumexp", [t], lambda t: torch.logsumexp(t, **kw), **p)
        if dims is None or len(dims) == 1:
            k1 = {"dim": dims[0], "keepdim": keep} if dims is not None else {}
            record("prod", [t], lambda t: torch.prod(t, **k1), **p)
            record("argmax", [t], lambda t: torch.argmax(t, **k1), **p)
            record("argmin", [t], lambda t: torch.argmin(t, **k1), **p)
            if dims is not None:
                for name in ["max", "min", "median", "nanmedian", "mode"]:
                    record(name, [t], lambda t: getattr(torch, name)(t, **k1), **p)
    for d in ALL:
        t = make(d, (2, 3, 4))
        for dims in [None, [0], [1], [-1], [0, 2], [0, 1, 2]]:
            reductions(d, t, dims, dims == [1])
    for t in layouts("float32", "special"):
        reductions("float32", t, None, False)
        if t.dim():
            reductions("float32", t, [0], False)
            reductions("float32", t, [-1], True)
    for n in [7, 8, 31, 100, 1000, 4097]:
        t = torch.randn(n)
        record("sum", [t], torch.sum)
    for shape in [(40, 33), (100, 8), (20, 5)]:
        t = torch.randn(shape)
        record("sum", [t], lambda t: t.sum(0), dims=[0])
        record("sum", [t], lambda t: t.sum(1), dims=[1])
        record("sum", [t.t()], lambda t: t.sum(0), dims=[0])
    record("sum", [torch.ones(2, 3)], lambda t: t.sum(2), dims=[2])
    record("sum", [torch.ones(2, 3)], lambda t: t.sum((0, 0)), dims=[0, 0])
    finish("reductions")

    # Along a dimension.
    for d in ALL:
        t = make(d, (3, 4))
        for dim in [0, -1]:
            for op, f in {
                "cumsum": lambda t: torch.cumsum(t, dim), "cumprod": lambda t: torch.cumprod(t, dim),
                "cummax": lambda t: torch.cummax(t, dim), "cummin": lambda t: torch.cummin(t, dim),
                "logcumsumexp": lambda t: torch.logcumsumexp(t, dim), "softmax": lambda t: torch.softmax(t, dim),
                "log_softmax": lambda t: torch.log_softmax(t, dim), "flip": lambda t: torch.flip(t, (dim,)),
                "sort": lambda t: torch.sort(t, dim=dim, stable=True),
                "sortDescending": lambda t: torch.sort(t, dim=dim, descending=True, stable=True),
                "roll": lambda t: torch.roll(t, 1, dim),
            }.items():
                record(op, [t], f, dim=dim)
        u = make(d, (8,))
        record("unique", [u], lambda t: torch.unique(t, return_inverse=True, return_counts=True))
        record("uniqueConsecutive", [u], lambda t: torch.unique_consecutive(t, return_inverse=True, return_counts=True))
        record("nonzero", [t], torch.nonzero)
        record("tril", [t], torch.tril)
        record("triu", [t], lambda t: torch.triu(t, 1), diagonal=1)
    for d in ["float32", "float64"]:
        v = torch.tensor([3.0, 1.0, 4.5, -1.5, 9.0, 2.0], dtype=DTYPES[d])
        record("topk", [v], lambda t: torch.topk(t, 3), k=3)
        record("kthvalue", [v], lambda t: torch.kthvalue(t, 2), k=2)
        record("searchsorted", [v.sort().values, make(d, (5,))], torch.searchsorted)
        record("histc", [v], lambda t: torch.histc(t, 4), bins=4)
    record("bincount", [torch.tensor([1, 1, 3])], torch.bincount)
    finish("lines")

    # Indexing, joining.
    for d in ["bool", "uint8", "int32", "float16", "float32", "complex128"]:
        t = make(d, (3, 4, 2))
        for src in [t, t.transpose(0, 1)]:
            i, j = torch.tensor([[0, -1], [1, 2]]), torch.tensor([1, 0])
            record("index", [src, i], lambda t, i: t[i], slots=[0])
            record("index", [src, i, j], lambda t, i, j: t[i, j], slots=[0, 1])
            record("index", [src, i], lambda t, i: t[:, i], slots=[-1, 0])
            record("index", [src, j, j], lambda t, i, j: t[i, :, j], slots=[0, -1, 1])
            m = make("bool", (src.shape[0],))
            record("index", [src, m], lambda t, i: t[i], slots=[0])
            m = make("bool", tuple(src.shape[:2]))
            record("index", [src, m], lambda t, i: t[i], slots=[0])
            v = make(d, (2, 4, 2)) if src is t else make(d, (2, 3, 2))
            for acc in [False, True]:
                record("indexPut", [src, torch.tensor([1, 1]), v],
                       lambda t, i, v: t.clone().index_put_((i,), v, accumulate=acc), slots=[0], accumulate=acc)
            record("gather", [src, torch.tensor([[[0, 1]], [[2, 0]]])], lambda t, i: torch.gather(t, 0, i), dim=0)
            record("indexSelect", [src, j], lambda t, i: t.index_select(1, i), dim=1)
        s = make(d, (2, 4, 2))
        idx = torch.randint(0, 3, (2, 4, 2))
        record("scatter", [t, idx, s], lambda t, i, s: t.scatter(0, i, s), dim=0)
        if d != "bool":
            record("scatterAdd", [t, idx, s], lambda t, i, s: t.scatter_add(0, i, s), dim=0)
        record("cat", [t, t], lambda a, b: torch.cat([a, b], 1), dim=1)
        record("stack", [t, t], lambda a, b: torch.stack([a, b], 1), dim=1)
        record("tiled", [t], lambda t: t.repeat(2, 1, 2), repeats=[2, 1, 2])
        record("maskedSelect", [t, make("bool", (4, 2))], torch.masked_select)
    record("index", [torch.ones(3), torch.tensor([3])], lambda t, i: t[i], slots=[0])
    record("index", [torch.ones(2, 3), torch.tensor([0, 1]), torch.tensor([0, 1, 2])], lambda t, i, j: t[i, j], slots=[0, 1])
    record("index", [torch.ones(2, 3), torch.tensor([True, False, True])], lambda t, i: t[i], slots=[0])
    record("index", [torch.ones(3), torch.tensor([1.0])], lambda t, i: t[i], slots=[0])
    record("cat", [torch.ones(2, 3), torch.ones(2, 4)], lambda a, b: torch.cat([a, b]), dim=0)
    record("cat", [torch.ones(2, 3), torch.ones(2)], lambda a, b: torch.cat([a, b]), dim=0)
    record("cat", [torch.empty(0), torch.ones(2, 2)], lambda a, b: torch.cat([a, b]), dim=0)
    record("stack", [torch.ones(2), torch.ones(3)], lambda a, b: torch.stack([a, b]), dim=0)
    record("gather", [torch.ones(2, 2), torch.tensor([[2]])], lambda t, i: torch.gather(t, 1, i), dim=1)
    record("gather", [torch.ones(2, 2), torch.tensor([0])], lambda t, i: torch.gather(t, 1, i), dim=1)
    finish("indexing")

    # Products and decompositions.
    for d in ALL:
        record("mm", [make(d, (2, 3)), make(d, (3, 4))], torch.mm)
        record("mm", [make(d, (3, 2)).t(), make(d, (4, 3)).t()], torch.mm)
        record("bmm", [make(d, (2, 2, 3)), make(d, (2, 3, 2))], torch.bmm)
        record("mv", [make(d, (2, 3)), make(d, (3,))], torch.mv)
        record("dot", [make(d, (5,)), make(d, (5,))], torch.dot)
    record("mm", [torch.ones(2, 3), torch.ones(2, 3)], torch.mm)
    record("mm", [torch.ones(2, 3), torch.ones(3, 2).double()], torch.mm)
    record("mm", [torch.ones(3), torch.ones(3, 2)], torch.mm)
    record("mv", [torch.ones(2, 3), torch.ones(2)], torch.mv)
    record("dot", [torch.ones(2), torch.ones(3)], torch.dot)
    record("bmm", [torch.ones(2, 3, 4), torch.ones(2, 3, 4)], torch.bmm)
    record("mm", [torch.ones(0, 3), torch.ones(3, 2)], torch.mm)
    record("mm", [torch.ones(2, 0), torch.ones(0, 2)], torch.mm)
    record("mm", [torch.randn(60, 50), torch.randn(50, 70)], torch.mm)
    L = torch.linalg
    for d in ["float32", "float64", "complex64", "complex128"]:
        for shape in [(3, 3), (2, 2, 2), (1, 1), (0, 0)]:
            a = make(d, shape)
            b = make(d, shape)
            record("inverse", [a], L.inv)
            record("det", [a], L.det)
            record("slogdet", [a], L.slogdet)
            record("solve", [a, b], L.solve)
            s = a @ a.mH + torch.eye(shape[-1], dtype=a.dtype)
            record("cholesky", [s], L.cholesky)
            record("eigvalsh", [s], L.eigvalsh)
        for shape in [(3, 2), (2, 3), (2, 3, 3)]:
            a = make(d, shape)
            record("qr", [a], L.qr)
            record("qrComplete", [a], lambda a: L.qr(a, "complete"))
            record("svdvals", [a], L.svdvals)
            record("lu", [a], L.lu)
    for bad in [torch.ones(2, 3), torch.ones(2), torch.ones(2, 2), torch.ones(1, 2, 2), torch.ones(2, 2, dtype=torch.int64)]:
        record("inverse", [bad], L.inv)
        record("det", [bad], L.det)
        record("cholesky", [-bad], L.cholesky)
    finish("matrices")

    # Transforms, convolutions, pooling.
    for d in ["float32", "float64", "complex64"]:
        for n in [1, 2, 7, 8, 12, 17]:
            t = make(d, (2, n))
            record("fft", [t], torch.fft.fft)
            record("ifft", [t], torch.fft.ifft)
            if d != "complex64":
                record("rfft", [t], torch.fft.rfft)
                if n > 1:
                    record("irfft", [torch.fft.rfft(t)], lambda t: torch.fft.irfft(t, n=n), n=n)
    F = torch.nn.functional
    for d in ["float32", "float64"]:
        for (x, w, s, p, dl, g) in [((2, 2, 6), (4, 2, 3), [1], [0], [1], 1), ((1, 2, 5, 6), (4, 1, 3, 2), [2, 1], [1, 0], [1, 2], 2),
                                    ((1, 1, 3, 4, 4), (2, 1, 2, 2, 2), [1, 1, 1], [0, 1, 0], [1, 1, 1], 1)]:
            a, b, c = make(d, x), make(d, w), make(d, (w[0],))
            conv = [F.conv1d, F.conv2d, F.conv3d][len(s) - 1]
            y = conv(a, b, c, s, p, dl, g)
            record("conv", [a, b, c], lambda a, b, c: conv(a, b, c, s, p, dl, g), stride=s, padding=p, dilation=dl, groups=g)
            gy = make(d, y.shape)
            gi, gw, _ = torch.ops.aten.convolution_backward(gy, a, b, None, s, p, dl, False, [0] * len(s), g, [True, True, False])
            record("convGradients", [a, b, gy], lambda a, b, g_: (gi, gw), stride=s, padding=p, dilation=dl, groups=g)
        x = make(d, (1, 2, 6, 5))
        for k, s, p, up in [([2, 2], [2, 2], [0, 0], False), ([3, 2], [2, 1], [1, 0], False), ([2, 2], [2, 2], [1, 1], True)]:
            record("maxPool", [x], lambda x: F.max_pool2d(x, k, s, p, 1, up, return_indices=True), size=k, stride=s, padding=p, up=up)
            for inc in [True, False]:
                record("avgPool", [x], lambda x: F.avg_pool2d(x, k, s, p, up, inc), size=k, stride=s, padding=p, up=up, counts=inc)
        record("adaptiveAvg", [x], lambda x: F.adaptive_avg_pool2d(x, (2, 3)), places=[2, 3])
        record("adaptiveMax", [x], lambda x: F.adaptive_max_pool2d(x, (4, 3), return_indices=True), places=[4, 3])
    finish("signals")

    (HERE / "recorded-with.txt").write_text(f"PyTorch {torch.__version__}\n")


if __name__ == "__main__":
    main()
