"""Every operator on samples: the same ones for PyTorch, which recorded what it gives, and for nbrun.

    python3 operators.py           (in an environment with torch==2.13.0+cpu)

writes Cases/oracle/NAME.txt for each table in Cases/oracle/NAME.table. A line of a table is an expression; `x`,
`y` and `z` are tensors of shapes that broadcast, `T(2, 3)` is a tensor of a shape and `I(0, 2)` one of given indices.
Behind `@` stands where the values come from, if not from both sides of zero. A line `each NAMES: EXPRESSION` stands
for one expression for each name, written `NAME` in it. Each expression is tried on float32 tensors without dimensions,
without elements, of one dimension, that broadcast, that are not contiguous, and that are big; on each other dtype;
and in its other forms, as a method, in place, and with `out=`. Values come from a generator of our own.

A line of Cases/oracle/NAME.txt is an expression and, for each sample in order, the checksum of what it prints: the
dtype, the shape and the text of each result, or the error. Samples in float32 add the bits of the values, big ones four
sums instead. A sample for which PyTorch makes a tensor of a dtype that is none of DTYPES and float32 is `!` and the name of
that dtype: it has to be refused by that name. In the tables of CLOSE, whose last bits differ by processor, the text is without floating-point values, and
all of them are added, as doubles.
`explain(EXPRESSION)` prints the texts.
"""
import torch
import torch.nn.functional as F

DTYPES = "float64 float16 bfloat16 complex64 complex128 int64 int32 int16 int8 uint8 bool".split()
FORMS = ["method", "inplace", "function_", "out"]
CLOSE = ["fourier", "linear", "special"]
# Samples that are left out, by expression, since PyTorch's answer depends on the processor.
VARYING = {
    # Of 1 - cos most digits cancel, and the root in it is MKL's (`vmsSqrt`): the nearest number on Intel's processors with
    # AVX2 (kernel L9HA), mostly that on those with AVX-512 (Z0HA), and made of `rsqrtps` on AMD's (EXHA), where every
    # fifth root is the number beside the nearest.
    "torch.cosine_embedding_loss(T(2, 3), T(2, 3), torch.tensor([1.0, -1]))": "int64 int32 int16 int8 uint8".split(),
}


class Samples:
    """What an expression is tried on."""

    def __init__(self):
        self.domain = ""
        self.close = False
        # What dimensions become where memory is measured, and whether lists of indices grow with them.
        self.sizes = {}
        self.stretches = False

    def begin(self, sample):
        self.state = 0
        self.dtype = torch.float32
        self.sample = sample
        if sample in DTYPES:
            self.dtype = getattr(torch, sample)

    def numbers(self, count):
        """Values of the domain, most with three digits behind the point."""
        self.state += 1
        n = ((torch.arange(count) + self.state * 1009) * 1103515245 + 12345) // 64 % 6001 - 3000
        domain = self.domain
        if domain == "unit":
            return n.double() / 3300
        if domain == "positive":
            return n.abs().double() / 1000 + 0.0625
        if domain == "above":
            return n.abs().double() / 1000 + 1.0625
        if domain in ("whole", "half"):
            return torch.div(n, 500, rounding_mode="floor").double() + (0.5 if domain == "half" else 0.0)
        if domain == "probability":
            return n.abs().double() / 3001
        return n.double() / 1000

    def values(self, count):
        numbers = self.numbers(count)
        if self.dtype == torch.bool:
            return numbers > 0
        if self.dtype.is_complex:
            return torch.complex(numbers, self.numbers(count)).to(self.dtype)
        if not self.dtype.is_floating_point:
            numbers = (numbers * 2).round()
            if self.domain in ("positive", "above"):
                numbers = numbers + 1
            if self.domain in ("unit", "probability"):
                numbers = numbers % 2
            if self.dtype == torch.uint8:
                numbers = numbers.abs()
        return numbers.to(self.dtype)

    def tensor(self, shape):
        if self.sample == "empty":
            shape = [0 if n == 2 else n for n in shape]
        if self.sample == "big":
            shape = [n * 17 + 3 if n in (2, 3) else n for n in shape]
        shape = [self.sizes.get(n, n) for n in shape]
        count = 1
        for n in shape:
            count *= n
        if self.sample == "strided" and len(shape) > 1:
            return self.values(count).reshape(shape[::-1]).permute(*range(len(shape) - 1, -1, -1))
        if self.sample == "strided" and len(shape) == 1:
            return self.values(2 * count)[1::2]
        return self.values(count).reshape(shape)

    def operands(self, uses):
        """x, y and z, where they are used."""
        shapes = {
            "scalar": [[], [], []], "vector": [[5], [5], [5]], "broadcast": [[2, 3], [3], [2, 1]],
        }.get(self.sample, [[2, 3], [2, 3], [2, 3]])
        return [self.tensor(shape) if name in uses else None for name, shape in zip("xyz", shapes)]


samples = Samples()


def T(*shape):
    return samples.tensor(list(shape))


def P(*shape):
    """A symmetric positive definite matrix, or several."""
    a = samples.tensor(list(shape))
    return a @ a.mH + 2 * torch.eye(shape[-1], dtype=a.dtype)


def R(*shape):
    """A matrix of full rank, or several."""
    a = samples.tensor(list(shape))
    rows, columns = a.shape[-2:]
    diagonal = torch.arange(8, 8 + 4 * max(rows, columns), 4)
    return a + torch.diag(diagonal)[:rows, :columns].to(a.dtype)


def stretched(values):
    """Given values over and over, where lists grow with the dimensions."""
    count = samples.sizes.get(len(values), len(values)) if samples.stretches else len(values)
    return [values[i % len(values)] for i in range(count)]


def I(*values):
    return torch.tensor(stretched(values))


def B(*values):
    return torch.tensor([v > 0 for v in stretched(values)])


def split_call(expression):
    """`torch.add(x, y)` as its module, name, first argument and the rest; None if it is no call of that form."""
    open_at = expression.find("(")
    path = expression[:open_at]
    if open_at < 0 or not expression.endswith(")") or "." not in path or " " in path:
        return None
    module, name = path.rsplit(".", 1)
    inside = expression[open_at + 1:-1]
    depth = 0
    end = None
    for i, character in enumerate(inside):
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth < 0:
                return None
        elif character == "," and depth == 0 and end is None:
            end = i
    if end is None:
        return module, name, inside, ""
    return module, name, inside[:end], inside[end + 1:].strip()


def forms(expression):
    """The other forms of a call, by their names."""
    call = split_call(expression)
    if call is None:
        return {}
    module, name, first, rest = call
    if module in ("x",) or module.startswith("T("):
        arguments = f"{first}, {rest}" if rest else first
        return {"inplace": f"{module}.clone().{name}_({arguments})"} if name not in NO_IN_PLACE else {}
    if not module.startswith("torch") or not (first == "x" or first.startswith("T(") or first.startswith("P(") or first.startswith("R(")):
        return {}
    result = {"out": f"out_of(lambda **out: {module}.{name}({first}{', ' if rest else ''}{rest}{',' if rest else ','} **out))"}
    if module == "torch":
        result["method"] = f"{first}.{name}({rest})"
        result["inplace"] = f"{first}.clone().{name}_({rest})"
        result["function_"] = f"torch.{name}_({first}.clone(){', ' if rest else ''}{rest})"
    return result


NO_IN_PLACE = "cpu numpy item tolist size stride dim type to clone contiguous element_size data_ptr".split()


def out_of(call):
    """What is written by a call with `out=`."""
    result = call()
    if isinstance(result, torch.Tensor):
        out = torch.empty(0, dtype=result.dtype)
    else:
        out = tuple(torch.empty(0, dtype=part.dtype) for part in result)
    call(out=out)
    return out


def text(value):
    """A result as it is compared: types, shapes and what is printed."""
    if isinstance(value, torch.Tensor):
        if samples.close and (value.is_floating_point() or value.is_complex()):
            return f"{value.dtype} {tuple(value.shape)}"
        return f"{value.dtype} {tuple(value.shape)} {value!r}"
    if isinstance(value, (tuple, list)) and not isinstance(value, torch.Size):
        return type(value).__name__ + "[" + "; ".join([text(part) for part in value]) + "]"
    return repr(value)


def tensors(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (tuple, list)):
        return [tensor for part in value for tensor in tensors(part)]
    return []


def words(value, sample):
    """The bits of float32 results, or the values, or sums of big ones, as numbers."""
    if samples.close:
        found = [t.detach().resolve_conj() for t in tensors(value)]
        found = [torch.view_as_real(t.to(torch.complex128)) if t.is_complex() else t for t in found]
        found = [t for t in found if t.is_floating_point()]
    else:
        found = [t.detach() for t in tensors(value) if t.dtype == torch.float32]
    if sample == "big":
        sums = []
        for t in found:
            flat = t.reshape(-1).double()
            flat = flat[flat.isfinite()]
            sums += [s.item() for s in (flat[::3].sum(), flat[1::3].sum(), flat[2::3].sum(), flat.abs().sum())]
        return sums
    if samples.close:
        return [number for t in found for number in t.double().reshape(-1).tolist()]
    return [word for t in found for word in t.clone().contiguous().view(torch.int32).reshape(-1).tolist()]


def evaluate(function, sample, uses):
    samples.begin(sample)
    torch.manual_seed(7)
    try:
        x, y, z = samples.operands(uses)
        value = function(x, y, z)
        return text(value), words(value, sample)
    except Exception as error:
        return f"{type(error).__name__}: {error}", []


def runs(line):
    """The samples of a line, each one's name and the expression; and the operands that they use."""
    expression, _, domain = line.partition(" @")
    samples.domain = domain.strip()
    uses = {name for name in "xyz" if uses_name(expression, name)}
    result = []
    if uses:
        result += [(name, expression) for name in ("scalar", "empty", "vector")]
    shaped = any(f"{name}(" in expression for name in "TPR")
    if shaped:
        result += [("empty", expression)]
    if "y" in uses:
        result += [("broadcast", expression)]
    result += [("plain", expression)]
    if uses or shaped:
        result += [("strided", expression), ("big", expression)]
        result += [(dtype, expression) for dtype in DTYPES if dtype not in VARYING.get(expression, [])]
    return result + list(forms(expression).items()), uses


def uses_name(expression, name):
    for i, character in enumerate(expression):
        if character == name and not expression[i - 1:i].isalnum() and expression[i - 1:i] not in ("_", ".", "'"):
            after = expression[i + 1:i + 2]
            if not after.isalnum() and after != "_" and after != "=":
                return True
    return False


def expanded(source):
    """The lines of a table, one for each expression."""
    lines = []
    for line in source.split("\n"):
        line = line.strip()
        if line.startswith("each "):
            names, _, expression = line[5:].partition(": ")
            lines += [expression.replace("NAME", name) for name in names.split()]
        elif line and not line.startswith("#"):
            lines.append(line)
    return list(dict.fromkeys(lines))


def block(lines, close, evaluate=evaluate):
    """Prints the results of expressions, a line for each sample."""
    samples.close = close
    for line in lines:
        print("=" + line)
        tried, uses = runs(line)
        for sample, expression in tried:
            function = eval("lambda x, y, z: " + expression)
            printed, numbers = evaluate(function, sample, uses)
            print(sample + "\t" + printed.replace("\n", "\\n") + "\t" + " ".join([repr(n) for n in numbers]))


def explain(line, only=None):
    tried, uses = runs(line)
    for sample, expression in tried:
        if only is None or sample in only:
            printed, numbers = evaluate(eval("lambda x, y, z: " + expression), sample, uses)
            print(f"--- {sample}: {expression}\n{printed}")


def record():
    """Writes the files, in the form that the test reads."""
    import contextlib
    import io
    import pathlib
    import struct
    import warnings
    def watched(function, sample, uses):
        with Foreign() as foreign:
            result = evaluate(function, sample, uses)
        return result if foreign.dtype is None else ("!" + foreign.dtype, [])

    warnings.simplefilter("ignore")
    folder = pathlib.Path(__file__).resolve().parent.parent / "Cases" / "oracle"
    for table in sorted(folder.glob("*.table")):
        lines = expanded(table.read_text(encoding="utf-8"))
        close = table.stem in CLOSE
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            block(lines, close, watched)
        written = [f"PyTorch {torch.__version__}"]
        for part in output.getvalue().split("\n"):
            if part.startswith("="):
                written.append(part[1:] + "\t")
            elif part:
                sample, printed, numbers = part.split("\t")
                if printed.startswith("!"):
                    written[-1] += " " + printed
                    continue
                checksum = 2166136261
                for byte in printed.encode("utf-8"):
                    checksum = (checksum ^ byte) * 16777619 % 4294967296
                if sample == "big" or close:
                    bits = "".join(struct.pack(">d", float(n)).hex()[:10] for n in numbers.split())
                else:
                    bits = "".join(f"{int(n) % 4294967296:08x}" for n in numbers.split())
                written[-1] += f" {checksum % 16777216:06x}" + (f":{bits}" if bits and (close or sample not in FORMS) else "")
        table.with_suffix(".txt").write_text("\n".join(written) + "\n", encoding="utf-8")


class Foreign(torch.overrides.TorchFunctionMode):
    """Notes the first dtype of a result that is none of those the oracle is about."""

    dtype = None

    def __torch_function__(self, function, types, arguments=(), keywords=None):
        result = function(*arguments, **(keywords or {}))
        for t in tensors(result):
            name = str(t.dtype).removeprefix("torch.")
            if name not in DTYPES + ["float32"]:
                self.dtype = self.dtype or name
        return result


if __name__ == "__main__":
    record()
