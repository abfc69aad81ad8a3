"""Random small programs on tensors: the same ones for PyTorch, which recorded what they give, and for nbrun.

    python3 programs.py            (in an environment with torch==2.13.0+cpu)

writes Cases/programs/NN.txt, a hundred programs each. The number of a program is its seed. A program makes leaves, runs
5 to 40 operations on what there is (views, writes in place, broadcasting, hooks, detached pieces), differentiates the
result, every fourth one twice, and prints one line: a checksum of the names of all grad_fns with their next functions,
another one of the grad_fns of the gradients, the result's grad_fn, the result and the gradients; or the error. `explain(seed)` prints the operations.
"""
import torch
import torch.nn.functional as F

COUNT = 2000
BLOCK = 100


class Draws:
    """A generator of its own (a linear congruential one), the same everywhere."""

    def __init__(self, seed):
        self.state = (seed * 2654435761 + 12345) % 4294967296
        for _ in range(3):
            self.below(2)

    def below(self, n):
        self.state = (self.state * 1664525 + 1013904223) % 4294967296
        return (self.state >> 8) % n

    def choice(self, items):
        return items[self.below(len(items))]

    def number(self):
        """One of many values between -2 and 2 that are no kink of any function used here."""
        return (self.below(3989) - 1994) / 1000 + 0.00037


UNARY = {
    "sin": lambda x: x.sin(), "cos": lambda x: x.cos(), "tanh": lambda x: x.tanh(), "sigmoid": lambda x: x.sigmoid(),
    "exp": lambda x: x.clamp(-3.3, 3.1).exp(), "softplus": F.softplus, "abs": lambda x: x.abs(), "relu": F.relu,
    "square": lambda x: x.square(), "neg": lambda x: -x, "atan": lambda x: x.atan(), "erf": lambda x: x.erf(),
    "log": lambda x: (x.abs() + 0.3).log(), "log1p": lambda x: x.square().log1p(), "sqrt": lambda x: (x * x + 1).sqrt(),
    "rsqrt": lambda x: (x * x + 0.5).rsqrt(), "reciprocal": lambda x: (x * x + 1).reciprocal(),
    "softmax": lambda x: x.softmax(-1), "log_softmax": lambda x: F.log_softmax(x, -1),
    "cumsum": lambda x: x.cumsum(-1), "sort": lambda x: x.sort(-1).values if x.dim() else x * 2,
    "clamp": lambda x: x.clamp(-0.77, 0.81), "clamp_min": lambda x: x.clamp(min=-0.31), "gelu": F.gelu, "silu": F.silu,
    "leaky_relu": lambda x: F.leaky_relu(x, 0.2), "elu": F.elu, "floor": lambda x: x.floor() + x * 0.5,
    "sign": lambda x: x.sign() * x, "expm1": lambda x: x.tanh().expm1(), "logsigmoid": F.logsigmoid,
    "hardtanh": F.hardtanh, "mish": F.mish, "pow3": lambda x: x ** 3 * 0.1, "rpow": lambda x: 2 ** x.tanh(),
    "pow_half": lambda x: (x.abs() + 0.2) ** 0.5, "sinh": lambda x: x.tanh().sinh(), "asin": lambda x: (x.tanh() * 0.9).asin(),
    "logit": lambda x: x.sigmoid().logit(), "trunc": lambda x: x - x.trunc(), "to_double": lambda x: x.double(),
    "to_float": lambda x: x.float(), "rsub": lambda x: 1.5 - x, "rdiv": lambda x: 2 / (x * x + 1),
    "tril": lambda x: x.tril() if x.dim() > 1 else x + 1, "masked_fill": lambda x: x.masked_fill(x > 0.5, 0.25),
    "clone": lambda x: x.clone(), "detach_mix": lambda x: x * x.detach(), "cumprod": lambda x: x.tanh().cumprod(-1),
    "logcumsumexp": lambda x: torch.logcumsumexp(x, -1), "normalize": lambda x: F.normalize(x, dim=-1) if x.dim() else x,
    "layer_norm": lambda x: F.layer_norm(x, x.shape[-1:]) if x.dim() and x.shape[-1] > 1 else x - 1,
    "dropout_eval": lambda x: F.dropout(x, 0.5, False) * 1, "remainder": lambda x: x % 1.7, "exp2": lambda x: x.tanh().exp2(),
}
BINARY = {
    "add": lambda x, y: x + y, "sub": lambda x, y: x - y, "mul": lambda x, y: x * y, "div": lambda x, y: x / (y * y + 1),
    "maximum": torch.maximum, "minimum": torch.minimum, "where": lambda x, y: torch.where(x > y, x, y * 0.5),
    "lerp": lambda x, y: torch.lerp(x.float(), y.float(), 0.3), "add_alpha": lambda x, y: torch.add(x, y, alpha=2),
    "hypot": lambda x, y: torch.hypot(x, y + 0.1), "atan2": lambda x, y: torch.atan2(x, y.square() + 0.4),
    "pow": lambda x, y: (x.abs() + 0.5) ** y.tanh(), "addcmul": lambda x, y: torch.addcmul(x * 1.0, x, y, value=0.5)
    if x.dtype == y.dtype else x * y, "mse": lambda x, y: F.mse_loss(x.expand_as(x + y), y.expand_as(x + y).to(x.dtype)),
    "logaddexp": lambda x, y: torch.logaddexp(x, y) if x.dtype == y.dtype else x + y,
    "smooth_l1": lambda x, y: F.smooth_l1_loss(x.expand_as(x + y).double(), (y.expand_as(x + y) * 0.7).double()),
    "rsub_alpha": lambda x, y: torch.sub(x, y, alpha=3),
}
VIEWS = {
    "t": lambda x, r: x.t() if x.dim() <= 2 else x.transpose(0, 1), "T": lambda x, r: x.mT if x.dim() >= 2 else x.view_as(x),
    "reshape": lambda x, r: x.reshape(-1), "flatten": lambda x, r: x.flatten(),
    "unsqueeze": lambda x, r: x.unsqueeze(r.below(x.dim() + 1)), "squeeze": lambda x, r: x.squeeze(),
    "select": lambda x, r: x[r.below(x.shape[0])] if x.dim() else x, "slice": lambda x, r: x[..., :1] if x.dim() else x[None],
    "step": lambda x, r: x[::2] if x.dim() else x.reshape(1), "last": lambda x, r: x[..., -1] if x.dim() else x,
    "expand": lambda x, r: x.expand(2, *x.shape), "permute": lambda x, r: x.permute(*reversed(range(x.dim()))) if x.dim() else x,
    "flip": lambda x, r: x.flip(0) if x.dim() else x, "diagonal": lambda x, r: x.diagonal() if x.dim() == 2 else x.view_as(x),
    "narrow": lambda x, r: x.narrow(0, 0, 1) if x.dim() else x, "chunk": lambda x, r: x.chunk(2)[0] if x.dim() else x,
    "unbind": lambda x, r: x.unbind(0)[-1] if x.dim() else x, "roll": lambda x, r: x.roll(1) if x.dim() else x,
    "repeat": lambda x, r: x.repeat(2) if x.dim() <= 1 else x[0], "index": lambda x, r: x[torch.tensor([0, 0])] if x.dim() else x,
    "gather": lambda x, r: x.gather(0, torch.zeros_like(x, dtype=torch.long)) if x.dim() else x,
    "contiguous": lambda x, r: x.t().contiguous() if x.dim() == 2 else x.contiguous(), "mask": lambda x, r: x[x > 0.1],
    "movedim": lambda x, r: x.movedim(0, -1) if x.dim() else x, "index_select": lambda x, r: x.index_select(
        0, torch.tensor([0])) if x.dim() else x, "as_strided": lambda x, r: x.clone().as_strided((1,), (1,)),
}
REDUCTIONS = {
    "sum": lambda x: x.sum(), "sum0": lambda x: x.sum(0), "sum_keep": lambda x: x.sum(-1, keepdim=True),
    "mean": lambda x: x.mean(), "mean0": lambda x: x.mean(0), "amax": lambda x: x.amax(), "max": lambda x: x.max(),
    "max0": lambda x: x.max(0).values, "min": lambda x: x.min(), "prod": lambda x: x.tanh().prod(),
    "prod0": lambda x: x.tanh().prod(0), "norm": lambda x: x.norm(), "logsumexp": lambda x: x.logsumexp(0),
    "var": lambda x: x.var() if x.numel() > 1 else x.sum(), "std": lambda x: (x.std() if x.numel() > 1 else x.sum()),
    "median": lambda x: x.median(), "dist": lambda x: torch.dist(x, x * 0.5 + 1), "nansum": lambda x: x.nansum(),
    "linalg_norm": lambda x: torch.linalg.vector_norm(x, dim=-1) if x.dim() else x.sum(),
    "var_mean": lambda x: torch.var_mean(x)[1], "topk": lambda x: x.topk(1).values if x.dim() else x.sum(),
}
IN_PLACE = {
    "mul_": lambda x, y, r: x.mul_(1.25), "add_": lambda x, y, r: x.add_(0.5), "sub_": lambda x, y, r: x.sub_(0.125),
    "tanh_": lambda x, y, r: x.tanh_(), "relu_": lambda x, y, r: x.relu_(), "neg_": lambda x, y, r: x.neg_(),
    "exp_": lambda x, y, r: x.clamp_(-1.1, 1.2).exp_(), "zero_first": lambda x, y, r: x[0].zero_() if x.dim() else x.zero_(),
    "set_first": lambda x, y, r: x.__setitem__(0, 0.5) if x.dim() else x.fill_(0.5),
    "set_last": lambda x, y, r: x.__setitem__((Ellipsis, -1), 1.5) if x.dim() else x.mul_(2),
    "iadd": lambda x, y, r: x.__iadd__(y) if (x + y).shape == x.shape and y.dtype == x.dtype else x.add_(1),
    "imul": lambda x, y, r: x.__imul__(y) if (x + y).shape == x.shape and y.dtype == x.dtype else x.mul_(0.5),
    "view_mul": lambda x, y, r: x.view(-1).mul_(0.75) if x.is_contiguous() else x.mul_(0.75),
    "masked_fill_": lambda x, y, r: x.masked_fill_(x > 0.6, 0.5), "set_mask": lambda x, y, r: x.__setitem__(x < -0.6, 0.5),
    "copy_": lambda x, y, r: x.copy_(y) if (x + y).shape == x.shape else x.add_(0.25), "t_add": lambda x, y, r: (
        x.t() if x.dim() <= 2 else x).add_(0.1), "sigmoid_": lambda x, y, r: x.sigmoid_(), "div_": lambda x, y, r: x.div_(1.5),
    "addcmul_": lambda x, y, r: x.addcmul_(y, y) if (x + y).shape == x.shape and y.dtype == x.dtype else x.pow_(2),
}
SHAPES = [(2, 3), (3,), (2, 1), (), (3, 2), (2, 2), (1, 3)]


def node_name(node):
    return "None" if node is None else type(node).__name__


def fits(x, y):
    for a, b in zip(reversed(x.shape), reversed(y.shape)):
        if a != b and a != 1 and b != 1:
            return False
    return True


class Program:
    """One program as it runs."""

    def __init__(self, seed, trace=None):
        self.draws = Draws(seed)
        self.seed = seed
        self.trace = trace
        self.checksum = 0
        self.log = []
        self.dtype = torch.float64 if seed % 3 == 0 else torch.float32

    def note(self, text):
        for character in text:
            self.checksum = (self.checksum * 31 + ord(character)) % 16777213

    def leaf(self):
        shape = self.draws.choice(SHAPES)
        count = 1
        for size in shape:
            count *= size
        values = [self.draws.number() for _ in range(count)]
        return torch.tensor(values, dtype=self.dtype).reshape(shape).detach().requires_grad_(self.draws.below(6) > 0)

    def pick(self):
        """A value, more often one of the last."""
        n = len(self.pool)
        if self.draws.below(3):
            return self.pool[n - 1 - self.draws.below(min(n, 3))]
        return self.draws.choice(self.pool)

    def step(self):
        kind = self.draws.below(20)
        x = self.pick()
        if kind < 7:
            name = self.draws.choice(sorted(UNARY))
            return name, UNARY[name](x)
        if kind < 12:
            y = self.pick()
            if x.dim() == 2 and y.dim() == 2 and x.shape[1] == y.shape[0] and x.dtype == y.dtype and self.draws.below(2):
                return "matmul", x @ y
            if x.dim() and y.dim() and x.shape[-1] == y.shape[0] and y.dim() <= 2 and x.dtype == y.dtype:
                return "matmul", x @ y
            if x.shape == y.shape and self.draws.below(4) == 0:
                return "stack", (torch.stack if self.draws.below(2) or not x.dim() else torch.cat)([x, y])
            name = self.draws.choice(sorted(BINARY))
            return name, BINARY[name](x, y if fits(x, y) else y.sum())
        if kind < 15:
            name = self.draws.choice(sorted(VIEWS))
            return name, VIEWS[name](x, self.draws)
        if kind < 17:
            name = self.draws.choice(sorted(REDUCTIONS))
            return name, REDUCTIONS[name](x)
        if kind == 17:
            # Seldom on a tensor that others may need, which is an error at backward() if they do.
            target = x if self.draws.below(6) == 0 else x.clone()
            y = self.pick()
            name = self.draws.choice(sorted(IN_PLACE))
            IN_PLACE[name](target, y if fits(target, y) else y.sum(), self.draws)
            return name, target
        if kind == 18:
            choice = self.draws.below(4)
            if choice == 0:
                return "detach", x.detach() * 2
            if choice == 1:
                with torch.no_grad():
                    y = x * 3
                return "no_grad", y + x
            if choice == 2 and x.requires_grad and not x.is_leaf:
                x.retain_grad()
                self.retained.append(x)
                return "retain_grad", x * 1.5
            return "item", x * x.detach().mean().item()
        if x.requires_grad:
            number = len(self.log)
            if self.draws.below(2):
                x.register_hook(lambda g: self.log.append(number))
            else:
                x.register_hook(lambda g: g * 0.5)
        return "hook", x + 0.25

    def bounded(self, x):
        """The value kept small."""
        if x.numel() == 0:
            return x.sum() + 1
        if x.numel() > 24:
            x = x.reshape(-1)[:6]
        if not bool(x.detach().abs().max() < 40):
            x = x.tanh() if bool(x.detach().isfinite().all()) else x.detach().nan_to_num(0, 1, -1).tanh()
        return x

    def run(self):
        self.retained = []
        leaves = [self.leaf() for _ in range(2 + self.draws.below(3))]
        leaves[0].requires_grad_()
        self.pool = list(leaves)
        for _ in range(5 + self.draws.below(36)):
            name, value = self.step()
            value = self.bounded(value)
            self.pool.append(value)
            node = value.grad_fn
            text = name + " " + node_name(node) + "".join(
                f" {node_name(n)}.{i}" for n, i in (node.next_functions if node is not None else ()))
            self.note(text + f" {tuple(value.shape)} {value.is_leaf} {value._version}")
            if self.trace is not None:
                print(self.trace, text, tuple(value.shape), value._version, value.tolist() if self.trace else "")
        loss = self.pool[-1].sum()
        for x in self.pool[-4:-1]:
            loss = loss + (x * 0.5).mean()
        if not loss.requires_grad:
            loss = loss + leaves[0].sum()
        wanted = [leaf for leaf in leaves if leaf.requires_grad]
        shown = [loss]
        of_gradients = "-"
        if self.seed % 4 == 0:
            first = torch.autograd.grad(loss, wanted, create_graph=True, allow_unused=True)
            checksum, self.checksum = self.checksum, 0
            self.note(" ".join("-" if g is None else node_name(g.grad_fn) for g in first))
            of_gradients, self.checksum = f"{self.checksum:06x}", checksum
            shown += first
            again = sum((g * g).sum() for g in first if g is not None)
            if again.requires_grad:
                again.backward()
            shown += [leaf.grad for leaf in wanted]
        else:
            loss.backward()
            shown += [leaf.grad for leaf in wanted] + [x.grad for x in self.retained]
        return f"{self.checksum:06x} {of_gradients} {node_name(loss.grad_fn)} {self.log} " + " ".join(number_text(x) for x in shown)


def number_text(x):
    if x is None:
        return "-"
    return "[" + " ".join(f"{value:.6g}" for value in x.detach().reshape(-1).tolist()) + "]"


def line(seed):
    try:
        return f"{seed} " + Program(seed).run()
    except (RuntimeError, IndexError, ValueError, TypeError) as error:
        return f"{seed} {type(error).__name__}: " + " ".join(str(error).split())


def explain(seed):
    print(Program(seed, "  ").run())


def block(number):
    for seed in range(number * BLOCK, (number + 1) * BLOCK):
        print(line(seed))


def record():
    import contextlib
    import io
    import pathlib
    import warnings

    folder = pathlib.Path(__file__).resolve().parent.parent / "Cases" / "programs"
    folder.mkdir(exist_ok=True)
    warnings.simplefilter("ignore")
    for number in range(COUNT // BLOCK):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            block(number)
        (folder / f"{number:02}.txt").write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    record()
