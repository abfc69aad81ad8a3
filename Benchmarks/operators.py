#!/usr/bin/env python3
"""Times single operators in nbrun and in PyTorch on one thread, side by side.

    python3 Benchmarks/operators.py [--tables NAME ...] [--match REGEX] [--samples NAME ...] [--sizes N ...]
                                    [--rounds N] [--threshold RATIO] [--all] [--nbrun PATH]

in an environment with torch. The operators are the expressions of the oracle's tables in Tests/TorchAPITests/Cases/oracle,
made large by the plans in Cases/memory-of-operators: the dimensions of a plan grow until the largest operand has about N
elements. Samples are those of Recording/memory.py: `plain` (float32), other dtypes, `strided`, `inplace`, `out`,
`backward`. Both sides run the same lines on the same operands: the definitions of both scripts and the functions here
marked as shared. Each times itself, and a call counts as the least of several batches.

Every round runs both sides one after the other, so that a machine whose speed drifts does not decide; the least of the
rounds is shown for each side, with the ratio (PyTorch's time / nbrun's, more is better), the worst first. Those below the
threshold are printed, with --all the others too, and how many are below it. What only one side computes is named.
"""
import argparse
import contextlib
import inspect
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
import warnings

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(HERE, "..", "Tests", "TorchAPITests")
RECORDING = os.path.join(TESTS, "Recording")
DTYPES = "plain float64 float16 bfloat16 complex64 int64 int32 uint8 bool".split()
# A round of one side takes at most so many cells, so that a slow one does not keep many waiting for the other side.
BATCH = 40


# Shared by both sides.
def least_seconds(call):
    """Seconds of a call: the least of several batches', each of so many calls that the clock does not matter."""
    count, batches, total, least = 1, 0, 0.0, 1e9
    call()
    while batches < 3 or total < 0.02 and batches < 12:
        begin = time.perf_counter()
        for _ in range(count):
            call()
        seconds = time.perf_counter() - begin
        if seconds < 0.0004:
            count *= 4
            continue
        least = min(least, seconds / count)
        batches += 1
        total += seconds
        if total > 0.5:
            break
    return least


def timed_cells(cells):
    """Prints for each cell the nanoseconds of a call, or the error."""
    samples.close = False
    for line, plan, sample in cells:
        # Operands are made anew for each cell: all of a batch would not fit.
        samples.known = {}
        try:
            found = prepared(line, plan, sample, 1)
            text = "none" if found is None else str(round(least_seconds(found[0]) * 1e9, 1))
            found = None
        except Exception as error:
            text = "error " + str(error).split("\n")[0]
        print(text)


# On this side alone.
def definitions():
    """What nbrun runs before the cells: the definitions of both scripts, without what records, and the shared functions."""
    parts = ["import time", "import warnings", "warnings.simplefilter('ignore')", "import torch"]
    for name, first in (("operators", "import torch.nn"), ("memory", "# Where complex")):
        with open(os.path.join(RECORDING, name + ".py"), encoding="utf-8") as f:
            text = f.read()
        parts.append(text[text.index("\n" + first):text.index("\ndef record():")])
    return "\n".join(parts + [inspect.getsource(least_seconds), inspect.getsource(timed_cells)])


def planned(memory, line, plan, size):
    """The plan with the factor at which the largest operand of the line has about so many elements; None if there is no
    such factor."""
    expression = line.partition(" @")[0]
    sources = memory.hoisted(expression)[1]
    if any(memory.uses_name(line, name) for name in "xyz"):
        sources = sources + ["T(2, 3)"]
    shapes = [eval(source[1:].replace(")", ",)")) for source in sources if source[0] in "TPR"]
    if not shapes:
        return None
    only = plan.partition("*")[0]
    flags = plan.partition(" ")[2]

    def count(factor):
        grows = [[n for n in shape if (n == int(only) if only else 2 <= n <= 16)] for shape in shapes]
        return max(math.prod(shape) * factor ** len(g) for shape, g in zip(shapes, grows))

    if count(2) == count(1):
        return None
    factor = 1
    while count(factor * 2) <= size:
        factor *= 2
    step = factor
    while step > 1:
        step //= 2
        if count(factor + step) <= size:
            factor += step
    # The next one may be nearer.
    if abs(math.log(count(factor + 1) / size)) < abs(math.log(count(factor) / size)):
        factor += 1
    return f"{only}*{factor}{' ' + flags if flags else ''}"


def cells_of(memory, options):
    found = []
    for size in options.sizes:
        for sample in options.samples:
            for table in options.tables:
                path = os.path.join(TESTS, "Cases", "memory-of-operators", table + ".txt")
                with open(path, encoding="utf-8") as f:
                    lines = [text.split("\t") for text in f.read().split("\n")[1:] if text]
                for line, plan, _ in lines:
                    grown = planned(memory, line, plan, size) if re.search(options.match, line) else None
                    if grown is not None:
                        found.append((size, line, grown, sample))
    return found


def run_here(cells):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        timed_cells(cells)
    return out.getvalue().split("\n")[:-1]


def run_nbrun(cells, options, folder):
    path = os.path.join(folder, "cells.md")
    with open(path, "w", encoding="utf-8") as f:
        f.write(f"```python\n{definitions()}\ntorch.set_num_threads(1)\n```\n\n```python\ntimed_cells({cells!r})\n```\n")
    command = [options.nbrun, "--check", "--format", "json", "-o", "-", path]
    run = subprocess.run(command, capture_output=True, text=True)
    try:
        report = json.loads(run.stdout)
    except ValueError:
        return [f"error nbrun ended: {run.stderr[:200]}"] * len(cells)
    report = report[0] if isinstance(report, list) else report
    for cell in report["cells"]:
        if cell["error"]:
            sys.exit(f"line {cell['line']}: {cell['error']}")
    return report["cells"][1]["stdout"].split("\n")[:-1]


def short(seconds):
    return f"{seconds * 1e6:.2f} µs" if seconds < 1e-3 else f"{seconds * 1e3:.2f} ms"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nbrun", default=os.path.join(HERE, "..", ".build", "release", "nbrun"))
    parser.add_argument("--tables", nargs="+", default=["binary", "pointwise", "reduction"])
    parser.add_argument("--match", default="", help="only expressions in which this regular expression is found")
    parser.add_argument("--samples", nargs="+", default=DTYPES)
    parser.add_argument("--sizes", nargs="+", type=lambda text: int(float(text)), default=[10**3, 10**6])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--threshold", type=float, default=1.0)
    parser.add_argument("--all", action="store_true", help="print those above the threshold as well")
    options = parser.parse_args()

    sys.path.insert(0, RECORDING)
    import torch
    import memory
    import operators

    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    operators.samples = memory.samples
    globals().update({name: getattr(memory, name) for name in ("samples", "prepared")})
    cells = cells_of(memory, options)
    rows, failed = [], []
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(cells), BATCH):
            batch = cells[start:start + BATCH]
            asked = [cell[1:] for cell in batch]
            theirs, ours = [], []
            for _ in range(options.rounds):
                theirs.append(run_here(asked))
                ours.append(run_nbrun(asked, options, folder))
            for k, (size, line, _, sample) in enumerate(batch):
                a = [texts[k] for texts in theirs if k < len(texts) and texts[k][0].isdigit()]
                b = [texts[k] for texts in ours if k < len(texts) and texts[k][0].isdigit()]
                if a and b:
                    a, b = min(map(float, a)) / 1e9, min(map(float, b)) / 1e9
                    rows.append((a / b, a, b, size, sample, line))
                elif a or b:
                    failed.append(("nbrun" if a else "PyTorch", size, sample, line, (ours if a else theirs)[0][k:k + 1]))
            print(f"{min(start + BATCH, len(cells))} of {len(cells)}", end="\r", file=sys.stderr)
    rows.sort()
    print(f"{'ratio':>7} {'PyTorch':>11} {'nbrun':>11} {'size':>9} {'sample':<10} expression")
    for ratio, a, b, size, sample, line in rows:
        if ratio < options.threshold or options.all:
            print(f"{ratio:>7.2f} {short(a):>11} {short(b):>11} {size:>9.0e} {sample:<10} {line}")
    for side, size, sample, line, text in failed:
        print(f"not in {side}: {size:.0e} {sample} {line}: {' '.join(text)}")
    print(f"{sum(row[0] < options.threshold for row in rows)} of {len(rows)} below {options.threshold}")


if __name__ == "__main__":
    main()
