"""Seeded draws: the same ones for PyTorch, which recorded what it gives, and for nbrun.

    python3 draws.py           (in an environment with torch==2.13.0+cpu, on a processor with AVX2)

writes Cases/draws/draws.txt. A line of TABLE is an expression; `N` is a number of elements and `D` a dtype of the kind
named behind `|`. Each expression is drawn with every dtype and every size, each time from another seed. A line of the
recording is an expression and, for each draw in order, a digest of the results' bits, of their shapes and strides, and
of the next word of the generator, which says how much was drawn; the first elements of the first draw stand behind.
`explain(EXPRESSION)` prints the values.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

SIZES = [0, 1, 2, 3, 7, 15, 16, 17, 24, 31, 32, 33, 100, 625]
LARGE = [1000, 5003]
SEEDS = [0, 1, 42, 123, 1234, 2024, 2**32 + 7, 2**40 + 3, -1, 67280421310721]
KINDS = {
    "real": "float32 float64 float16 bfloat16".split(),
    "full": "float32 float64".split(),
    "complex": "complex64 complex128".split(),
    "whole": "int64 int32 int16 int8 uint8".split(),
    "any": "float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8 bool".split(),
    "signed": "float32 float64 float16 bfloat16 int64 int32 int16 int8 uint8".split(),
    "one": ["float32"],
}
TABLE = """
torch.rand(N, dtype=D) | real large
torch.randn(N, dtype=D) | real large
torch.rand(N, dtype=D) | complex
torch.randn(N, dtype=D) | complex
torch.rand(2, N, 3, dtype=D) | full
torch.randn(3, N, dtype=D) | real
torch.randn(N, generator=G, dtype=D) | real
torch.rand(N, generator=G, dtype=D) | real
torch.randint(0, 10, (N,), dtype=D) | signed
torch.randint(7, (2, N)) | one large
torch.randint(-5, 100, (N,), generator=G) | one
torch.randint(0, 2**28 - 1, (N,)) | one
torch.randint(0, 2**28, (N,)) | one
torch.randint(3, 2**32 + 2, (N,)) | one
torch.randint(-2**62, 2**62 - 1, (N,)) | one
torch.randint(0, 2, (N,), dtype=torch.bool) | one
torch.randint_like(V(N), 3, 50) | full
torch.randint_like(V(N), 9) | real
torch.randperm(N) | one large
torch.randperm(N, dtype=D) | whole
torch.randperm(N, generator=G) | one
torch.normal(2.0, 3.0, (N,)) | one large
torch.normal(0.5, 0.25, (N, 2), dtype=D) | real
torch.normal(V(N), 0.5) | real
torch.normal(1.5, W(N)) | real
torch.normal(V(N), W(N)) | real
torch.normal(V(3, N), W(N)) | full
torch.normal(V(N, 2).t(), 2.0) | full
torch.rand_like(V(N)) | real
torch.randn_like(V(N)) | real
torch.rand_like(V(N, 3).t()) | full
torch.randn_like(V(N, 3).t()) | full
torch.randn_like(V(N, 3)[:, 1]) | full
torch.rand_like(V(2 * N)[::2]) | full
torch.randn_like(V(4, N).t(), dtype=torch.float64) | one
E(N).uniform_() | real large
E(N).uniform_(-0.3, 0.7) | real
E(N).uniform_(5, 5) | real
E(N).uniform_(-1000, 1000, generator=G) | real
E(N).uniform_(1, 3) | complex
E(N).normal_() | real large
E(N).normal_(2, 0.3) | real
E(N).normal_(-1, 0) | real
E(N).normal_(1, 2) | complex
E(N).normal_(0, 1e-3, generator=G) | real
E(N).random_() | any
E(N).random_(100) | signed
E(N).random_(-20, 90) | full
E(N).random_(-20, 90) | whole
E(N).random_(0, 2**40) | full
E(N).random_(0, 120, generator=G) | any
E(N).exponential_() | real large
E(N).exponential_(1.5) | real
E(N).geometric_(0.3) | any
E(N).geometric_(0.9) | full
E(N).log_normal_() | real
E(N).log_normal_(0.5, 0.7) | real
E(N).cauchy_() | real
E(N).cauchy_(1.0, 2.0) | real
E(N).bernoulli_() | any
E(N).bernoulli_(0.1) | any
E(N).bernoulli_(1.0) | full
E(N).bernoulli_(U(N).to(torch.float32)) | any
E(N).bernoulli_(U(N).to(torch.float64)) | any
torch.bernoulli(U(N)) | real large
torch.bernoulli(U(3, N).t()) | real
torch.bernoulli(U(N), generator=G) | real
torch.bernoulli(V(N), 0.4) | signed
V(N).bernoulli(0.25) | signed
U(N).bernoulli() | full
E(N, 4).t().uniform_() | real
E(N, 4).t().normal_() | real
E(3, N, 4).permute(2, 0, 1).normal_(1, 2) | full
E(3, N, 4).permute(1, 2, 0).uniform_(1, 2) | full
E(2 * N)[::2].uniform_() | real
E(2 * N)[::2].normal_() | real
E(N, 5)[:, 1:4].exponential_() | full
E(N, 5)[:, 1:4].random_(60) | any
E(5, N).t()[:, ::2].normal_() | full
E(5, N).t()[:, ::2].bernoulli_(0.5) | any
E(5, N).t()[:, 1:3].cauchy_() | full
E(5, N).t().geometric_(0.5) | full
E(5, N).t().log_normal_() | full
E(4, N).t().bernoulli_(U(N, 4)) | full
E(1, N).expand(1, N).normal_() | full
torch.multinomial(W(max(N, 2)), 1) | full
torch.multinomial(W(max(N, 3)), 3) | real
torch.multinomial(W(max(N, 3)), 8, replacement=True) | full
torch.multinomial(W(max(N, 3)), 8, replacement=True) | real
torch.multinomial(W(3, max(N, 2)), 2) | full
torch.multinomial(W(3, max(N, 2)), 5, True) | full
torch.multinomial(W(3, max(N, 2)), 1, True, generator=G) | full
torch.multinomial(W(max(N, 2), 4).t(), 2) | full
torch.multinomial(W(max(N, 2), 4).t(), 3, True) | full
torch.multinomial(torch.eye(4, dtype=D)[N % 4], 2, True) | full
torch.poisson(W(N) * 3) | real
torch.poisson(W(N) * 30) | full
torch.poisson(W(N, 2).t() * 12) | full
torch.poisson(U(N), generator=G) | full
torch.binomial(torch.full((N,), 5, dtype=D), U(N)) | full
torch.binomial(torch.full((N,), 100, dtype=D), U(N)) | full
torch.binomial(torch.arange(N, dtype=D) * 3, U(N)) | full
torch.binomial(torch.arange(N, dtype=D) % 60, U(N), generator=G) | full
torch._standard_gamma(W(N)) | full large
torch._standard_gamma(W(N) / 4) | full
torch._standard_gamma(W(N, 3).t() * 7) | full
torch._standard_gamma(W(N), generator=G) | full
torch._sample_dirichlet(W(N, 3)) | full
torch._sample_dirichlet(W(3, N) / 5) | full
torch._sample_dirichlet(W(max(N, 1))) | full
F.dropout(V(N), 0.5) | real large
F.dropout(V(N), 0.1) | real
F.dropout(V(N), 0.0) | full
F.dropout(V(N), 1.0) | full
F.dropout(V(N, 4).t(), 0.3) | full
F.dropout(V(N), 0.3, training=False) | full
F.alpha_dropout(V(N), 0.2, training=True) | full
F.dropout1d(V(2, 3, max(N, 1)), 0.5) | full
F.dropout2d(V(2, 3, max(N, 1), 2), 0.5) | full
F.dropout3d(V(2, 3, max(N, 1), 2, 2), 0.5) | one
F.feature_alpha_dropout(V(2, 3, max(N, 1)), 0.5, training=True) | one
F.rrelu(V(N), training=True) | full
F.gumbel_softmax(V(2, max(N, 1)), hard=True) | one
nn.Dropout(0.25)(V(N)) | full
nn.init.uniform_(E(N), -2, 2) | full
nn.init.normal_(E(N), 1, 3) | full
nn.init.trunc_normal_(E(N)) | full
nn.init.trunc_normal_(E(N), std=1.3, a=-1, b=0.5) | full
nn.init.trunc_normal_(E(N), mean=3.0, std=1.0, a=-1, b=1) | one
nn.init.xavier_uniform_(E(max(N, 1), 3)) | full
nn.init.xavier_normal_(E(3, max(N, 1)), gain=2) | full
nn.init.kaiming_uniform_(E(max(N, 1), 3), nonlinearity="relu") | full
nn.init.kaiming_normal_(E(3, max(N, 1)), mode="fan_out") | full
nn.init.kaiming_normal_(E(4, 2, max(N, 1))) | full
nn.Linear(max(N, 1), 3) | one
nn.Linear(3, max(N, 1), bias=False, dtype=D) | real
nn.Bilinear(2, 3, max(N, 1)) | one
nn.Conv1d(2, max(N, 1), 3) | one
nn.Conv2d(2, max(N, 1), (3, 2)) | one
nn.Conv3d(1, max(N, 1), 2) | one
nn.ConvTranspose2d(max(N, 1), 2, 3) | one
nn.Embedding(max(N, 1), 3) | full
nn.Embedding(N + 2, 3, padding_idx=1) | full
nn.EmbeddingBag(max(N, 1), 2) | one
nn.RNN(2, min(max(N, 1), 40)) | one
nn.LSTM(3, min(max(N, 1), 40), num_layers=2) | one
nn.GRU(2, min(max(N, 1), 40), bidirectional=True) | one
nn.LSTMCell(3, min(max(N, 1), 40)) | one
nn.MultiheadAttention(min(max(N, 1), 60), 1) | one
nn.Sequential(nn.Linear(3, max(N, 1)), nn.ReLU(), nn.Linear(max(N, 1), 2)) | one
[torch.randn(3), torch.randn(N), torch.rand(2), torch.randn(2), torch.randn(5, dtype=torch.float64)] | one
[torch.randn(1, dtype=D), torch.randn(N, dtype=D), torch.randn(1, dtype=D)] | real
[torch.randn(N), torch.manual_seed(5).initial_seed(), torch.randn(3)] | one
[torch.randn(1), torch.set_rng_state(torch.get_rng_state()), torch.randn(N)] | one
[torch.get_rng_state(), torch.randn(N), torch.get_rng_state()] | one
[G.get_state(), torch.randn(N, generator=G), G.get_state(), G.initial_seed()] | one
[torch.randn(1, generator=G), G.set_state(G.get_state()) is None, torch.randn(N, generator=G)] | one
[torch.randn(3, generator=G), torch.rand(N, generator=G.clone_state()), torch.randn(N, generator=G)] | one
[torch.initial_seed(), torch.rand(N), torch.initial_seed()] | one
[torch.random.initial_seed(), torch.random.manual_seed(N + 3).initial_seed(), torch.rand(2)] | one
[torch.Generator().initial_seed(), torch.rand(N, generator=torch.Generator())] | one
[torch.default_generator.initial_seed(), torch.rand(N, generator=torch.default_generator), torch.rand(1)] | one
[forked(lambda: torch.randn(N)), torch.randn(N)] | one
[torch.rand(1), forked(lambda: torch.rand(N), enabled=False), torch.rand(3)] | one
[torch.randn(5), forked(lambda: torch.manual_seed(N) and torch.randn(5)), torch.randn(3)] | one
torch.utils.data.random_split(range(N + 3), [N, 3])[0].indices | one
list(torch.utils.data.SubsetRandomSampler(range(N))) | one
list(torch.utils.data.WeightedRandomSampler([1.0, 2.0, 0.5], max(N, 1))) | one
list(torch.utils.data.RandomSampler(range(N + 1), replacement=True)) | one
[b.tolist() for b in torch.utils.data.DataLoader(range(N + 1), 4, shuffle=True)] | one
[b.tolist() for b in torch.utils.data.DataLoader(range(N + 1), 4, shuffle=True, generator=G)] | one
"""
sample = {}


def forked(draw, **options):
    with torch.random.fork_rng(**options):
        return draw()


def numbers(shape):
    """Values that are not drawn: 3 to 3001 thousandths."""
    count = 1
    for n in shape:
        count *= n
    n = (torch.arange(count) * 1103515245 + 12345) // 64 % 2999 + 3
    return (n.double() / 1000).reshape(shape)


def E(*shape):
    """A tensor to fill."""
    return torch.zeros(shape, dtype=sample["D"])


def V(*shape):
    """Values on both sides of zero."""
    return (numbers(shape) * 4 - 6).to(sample["D"])


def W(*shape):
    """Weights."""
    return numbers(shape).to(sample["D"])


def U(*shape):
    """Probabilities."""
    return (numbers(shape) / 3.01).to(sample["D"])


def bits(x):
    """The elements of a tensor as integers."""
    x = x.detach()
    if x.is_complex():
        x = torch.view_as_real(x)
    x = x.contiguous().reshape(-1)
    if x.dtype == torch.bool:
        return x.long()
    if x.is_floating_point():
        x = x.view({8: torch.int64, 4: torch.int32, 2: torch.int16}[x.element_size()])
    return x.long()


def digest(value):
    """A number for a value: sums of bits, each times a number for its place, in wrapping arithmetic."""
    if isinstance(value, nn.Module):
        value = list(value.parameters())
    if isinstance(value, (list, tuple)):
        sum = 17
        for item in value:
            sum = (sum * 1000003 + digest(item)) % 2**61
        return sum
    if isinstance(value, torch.Tensor):
        b = bits(value)
        places = (torch.arange(b.numel()) * 2654435761 + 97) * 40503
        sum = int((b * (places + (places >> 15)) + (b >> 7)).sum())
        for n in list(value.shape) + list(value.stride()) + [len(str(value.dtype))]:
            sum = (sum * 31 + n) % 2**61
        return sum
    return int(value or 0) % 2**61


def first(value):
    """The first elements of a value."""
    if isinstance(value, nn.Module):
        value = list(value.parameters())
    if isinstance(value, (list, tuple)):
        return first(value[0]) if len(value) else "-"
    if isinstance(value, torch.Tensor):
        return ",".join(repr(n) for n in value.detach().reshape(-1)[:2].tolist())
    return repr(value)


def draws(line):
    """Seeds, dtypes and sizes of a line of the table."""
    kinds = line.split(" | ")[1].split()
    expression = line.split(" | ")[0]
    sizes = SIZES + (LARGE if "large" in kinds else [])
    if "N" not in expression:
        sizes = SIZES[:2]
    number = len(expression)
    for dtype in KINDS[kinds[0]]:
        for size in sizes:
            number = (number * 69069 + 5) % 2**32
            yield SEEDS[number // 16 % 10] if number % 2 else number // 8, dtype, size


def draw(line, seed, dtype, size):
    """The value of an expression, and the next word of the generators."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed + 1)
    sample["D"] = getattr(torch, dtype)
    space = {**globals(), "N": size, "D": sample["D"], "G": generator}
    value = eval(line.split(" | ")[0], space)
    return value, int(torch.randint(0, 2**32, ())) + int(torch.randint(0, 2**32, (), generator=generator))


def results(line):
    """The words that stand for the draws of a line."""
    words, shown = [], ""
    for seed, dtype, size in draws(line):
        try:
            value, next = draw(line, seed, dtype, size)
        except Exception as error:
            words.append("!" + type(error).__name__)
            continue
        words.append("%07x" % ((digest(value) * 31 + next) * 0x9E3779B97F4A7C15 % 2**64 >> 36))
        if size > 0:
            shown = shown or first(value)
    return words, shown


def block(lines):
    for line in lines:
        words, shown = results(line)
        print(line + "\t" + " ".join(words) + "\t" + shown)


def explain(expression):
    for line in TABLE.strip().split("\n"):
        if line.startswith(expression):
            for seed, dtype, size in draws(line):
                print(seed, dtype, size, draw(line, seed, dtype, size))


def record():
    import pathlib
    import sys

    path = pathlib.Path(__file__).resolve().parent.parent / "Cases/draws/draws.txt"
    path.parent.mkdir(exist_ok=True)
    count = 0
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"torch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}, "
                   f"Python {sys.version.split()[0]}\n")
        for line in TABLE.strip().split("\n"):
            words, shown = results(line)
            count += len(words)
            file.write(line + "\t" + " ".join(words) + "\t" + shown + "\n")
    print(count, "draws")


if __name__ == "__main__":
    record()
