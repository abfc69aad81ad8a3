"""What every operator holds: the expressions of operators.py over large tensors, in PyTorch and in nbrun.

    python3 memory.py [TABLE...]         (in an environment with torch==2.13.0+cpu)

writes Cases/memory-of-operators/NAME.txt for each table Cases/oracle/NAME.table. A line is an expression, how its
tensors were made large, and for each sample the most bytes that PyTorch held during the call beyond what it held before
(by its profiler), or those of the memory in the result that no operand has, if these are more; then the same for
tensors whose dimensions are twice as large. `*60` says that dimensions of 2 and more are 60 times as large, `2*60` only
those of 2; behind it, `i` that lists of indices are as well, `n` whole numbers in the expression. The operands, and
`out`, are there before; results are kept until the count is taken.
Samples are float32 tensors, those that are not contiguous, other dtypes, in place, with `out=`, and
the gradients of the result. Functions that take long for each element are left out.
"""
import operators
import torch
from operators import *

MEMORY_SAMPLES = "plain strided float16 complex64 inplace out backward".split()
# Where complex numbers, and where half types are looked at as well.
COMPLEX, HALF = ("binary", "pointwise"), ("binary", "pointwise", "reduction", "shape", "indexing", "making")
LEAST, MOST = 20_000, 1_000_000
SLOW = (
    "gammainc igamma bessel polygamma zeta airy cdist pdist matrix_exp istft linalg. svd qr( pinverse torch.inverse nuc det("
    " torch.lu cholesky triangular_solve geqrf matrix_power"
).split()


class LargeSamples(Samples):
    """Samples that are computed once and copied."""

    def __init__(self):
        super().__init__()
        self.known = {}

    def values(self, count):
        key = (self.state, count, self.domain, self.dtype)
        if key not in self.known:
            self.known[key] = super().values(count), self.state
        made, self.state = self.known[key]
        return made.clone()


samples = LargeSamples()


def hoisted(expression):
    """The expression with names for the tensors that it makes, and how these are made."""
    made = []
    position = 0
    while position < len(expression):
        before = expression[position - 1:position]
        if expression[position] in "TPRIB" and expression[position + 1:position + 2] == "(" and not (
                before.isalnum() or before in ("_", ".", "'")):
            depth, end = 0, position
            while True:
                end += 1
                depth += {"(": 1, ")": -1}.get(expression[end], 0)
                if depth == 0:
                    break
            made.append(expression[position:end + 1])
            name = f"a{len(made) - 1}"
            expression = expression[:position] + name + expression[end + 1:]
            position += len(name)
        else:
            position += 1
    return expression, made


def enlarged(expression, sizes):
    """The expression with larger whole numbers."""
    result, word, quoted = "", "", False
    for character in expression + " ":
        if character.isalnum() or character in "._'":
            word += character
        else:
            result += str(sizes.get(int(word), word) if word.isdigit() else word) + character
            word = ""
    return result.strip()


def begin_plan(plan, scale):
    """Lets samples have the sizes of a plan, or so many times them."""
    numbers, _, flags = plan.partition(" ")
    only, _, factor = numbers.partition("*")
    samples.sizes = {n: n * int(factor) * scale for n in ([int(only)] if only else range(2, 17))}
    samples.stretches = "i" in flags
    return "n" in flags


def prepared(line, plan, sample, scale):
    """A call without arguments to be measured, and its operands; None if there is no such form."""
    expression, _, domain = line.partition(" @")
    samples.domain = domain.strip()
    scales = begin_plan(plan, scale)
    uses = {name for name in "xyz" if uses_name(expression, name)}
    other = {}
    if sample in ("inplace", "out"):
        other = forms(expression)
        if sample not in other:
            return None
        if sample == "inplace":
            expression = other[sample].replace(".clone().", ".", 1)
        else:
            expression = other[sample][len("out_of(lambda **out: "):-1]
    text, made = hoisted(expression)
    if not uses and not made and sample not in ("plain", "out"):
        return None
    if scales:
        text = enlarged(text, samples.sizes)
    samples.begin(sample)
    torch.manual_seed(7)
    operands = samples.operands(uses) + [eval(source) for source in made]
    names = ", ".join(["x", "y", "z"] + [f"a{i}" for i in range(len(made))])
    if sample == "out":
        function = eval(f"lambda {names}, **out: {text}")
        result = function(*operands)
        if isinstance(result, torch.Tensor):
            out = torch.empty(result.shape, dtype=result.dtype)
        else:
            out = tuple([torch.empty(part.shape, dtype=part.dtype) for part in result])
        result = None
        return (lambda: function(*operands, out=out)), operands + [out]
    function = eval(f"lambda {names}: {text}")
    if sample == "backward":
        for operand in operands:
            if operand is not None and operand.is_floating_point():
                operand.requires_grad_(True)
        result = [t for t in tensors(function(*operands)) if t.requires_grad][0]
        gradient = torch.ones_like(result)
        return (lambda: result.backward(gradient)), operands + [gradient, result.detach()]
    return (lambda: function(*operands)), operands


def measure(line, plan, sample, peak_of, scale=1):
    """What `peak_of` gives for a call; None if there is none, or it fails."""
    try:
        found = prepared(line, plan, sample, scale)
        return None if found is None else peak_of(*found)
    except Exception as error:
        return None


def measured_block(lines, peak_of):
    """Prints for each sample the most bytes held during the call beyond what may be held, and how many times that is
    what may be held, or the largest operand if that is more. Lines come with their plans and the samples, each with
    what PyTorch holds for tensors of both sizes. What is needed besides may not grow with them."""
    samples.close = False
    for line, plan, bounds in lines:
        print("=" + line)
        for sample, bound, larger in bounds:
            found = measure(line, plan, sample, peak_of)
            if found is None:
                print(sample, "-")
                continue
            over = found[0] - bound - slack(found[1])
            if over > 0:
                # What is made once, on first use, has been made then.
                again = measure(line, plan, sample, peak_of, 2)
                over = 1 if again is None else again[0] - found[0] - max(larger - bound, 0) - slack(again[1])
            print(sample, max(over, 0), round(found[0] / max(bound, found[1], 1), 1))


def slack(operand):
    """What may be held besides: rows or columns, and numbers."""
    return 8000 + operand // 50


def record():
    """Writes the files, in the form that the test reads."""
    import pathlib
    import sys
    import warnings
    from torch.autograd.profiler import profile

    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    operators.samples = samples
    folder = pathlib.Path(__file__).resolve().parent.parent / "Cases"

    def profiled(call, operands):
        known = {t.untyped_storage().data_ptr() for t in tensors(operands)}
        with operators.Foreign() as foreign, profile(profile_memory=True, use_cpu=True) as found:
            result = call()
        if foreign.dtype is not None:
            raise TypeError(f"{foreign.dtype} is no dtype of the samples")
        events = [e for e in found.kineto_results.events() if e.name() == "[memory]"]
        held = peak = 0
        for event in sorted(events, key=lambda e: e.start_ns()):
            held += event.nbytes()
            peak = max(peak, held)
        new = {}
        for t in tensors(result):
            if t.layout == torch.strided and t.untyped_storage().data_ptr() not in known:
                new[t.untyped_storage().data_ptr()] = t.untyped_storage().nbytes()
        # A gradient may be the memory of the one that was given.
        for t in tensors(operands):
            if t.grad is not None:
                new[t.data_ptr()] = t.grad.numel() * t.grad.element_size()
        counts = [t.numel() for t in tensors(operands) + tensors(result)]
        return sum(new.values()), peak, max(counts, default=0)

    def plan_of(line, squares):
        """The first way to make the tensors of a line large that PyTorch accepts. Results of some lines may be as large
        as the square of an operand."""
        for flags in ("", " i", " n", " in"):
            for numbers in ("*60", "*15", "*8", "*4", "*10000", "2*10000", "3*10000", "2*60", "3*60", "4*60", "4*10000",
                            "5*10000"):
                plan = numbers + flags
                try:
                    _, made = hoisted(line.partition(" @")[0])
                    begin_plan(plan, 1)
                    shapes = made + ["T(2, 3)"] * any(uses_name(line, name) for name in "xyz")
                    if any(size_of(source) > MOST for source in shapes) or "*10000" in plan and squares:
                        continue
                    found = measure(line, plan, "plain", profiled)
                except Exception:
                    continue
                if found is not None and LEAST <= found[2] <= MOST * 4 and max(found[:2]) <= 100 * MOST:
                    return plan
        return None

    def size_of(source):
        """The number of elements of `T(2, 3)`."""
        count = 1
        if source[0] in "TPR":
            for n in eval(source[1:].replace(")", ",)")):
                count *= samples.sizes.get(n, n)
        return count

    for table in sorted((folder / "oracle").glob("*.table")):
        if len(sys.argv) > 1 and table.stem not in sys.argv[1:]:
            continue
        written = [f"PyTorch {torch.__version__}"]
        for line in expanded(table.read_text(encoding="utf-8")):
            squares = table.stem == "linear" and "dot" not in line or any(name in line for name in SQUARES)
            plan = None if any(name in line for name in SLOW) else plan_of(line, squares)
            if plan is None:
                continue
            row = []
            for sample in MEMORY_SAMPLES:
                if sample == "complex64" and table.stem not in COMPLEX or sample == "float16" and (
                        table.stem not in HALF or "cov" in line or "corrcoef" in line):
                    continue
                peaks = []
                for scale in (1, 2):
                    found = [measure(line, plan, sample, profiled, scale) for _ in range(2)]
                    if None not in found:
                        peaks.append(max(found[1][0], min(found[0][1], found[1][1])))
                if len(peaks) == 2:
                    row.append(f"{sample}:{peaks[0]}:{peaks[1]}")
            written.append(f"{line}\t{plan}\t{' '.join(row)}")
        path = folder / "memory-of-operators" / f"{table.stem}.txt"
        path.write_text("\n".join(written) + "\n", encoding="utf-8")


SQUARES = "diag tensordot vander cov corrcoef cartesian combinations meshgrid".split()


if __name__ == "__main__":
    record()
