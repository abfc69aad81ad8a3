#!/usr/bin/env python3
"""Times documents of 1,000 and 10,000 cells of two lines each: the ratio should be about ten.

    python3 Benchmarks/scaling.py [--nbrun PATH] [--rounds N]

A cell of 5,000 to 40,000 lines shows the same of the parser and the compiler: its time should double with its length.
All sizes take turns; the ratio is that of the medians. The first figure is a run with its checks, the second one with
the HTML report too.
"""
import argparse
import os
import statistics
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))


def document(folder, count):
    path = os.path.join(folder, f"cells-{count}.md")
    with open(path, "w", encoding="utf-8") as f:
        for k in range(count):
            f.write(f"Cell {k}.\n\n```python\nx{k} = {k} + 1\nprint(x{k})  # {k + 1}\n```\n\n")
    return path


def long_cell(folder, count):
    """A document with one cell of about `count` lines: assignments, calls, loops and functions."""
    path = os.path.join(folder, f"lines-{count}.md")
    with open(path, "w", encoding="utf-8") as f:
        f.write("```python\n")
        for k in range(count // 10):
            f.write(f"def f{k}(a, b=1, *rest):\n    total = a * b + {k}\n    for item in rest:\n"
                    f"        if item > {k} and item != b:\n            total += item\n    return total\n"
                    f"x{k} = [i * {k} for i in range(2)]\ny{k} = f{k}(1, 2, *x{k})\n"
                    f"d{k} = {{'name': 'v{k}', 'value': x{k}[0], 'text': f'{{y{k}:>4}}'}}\nz{k} = y{k} + {k} * 2\n")
        f.write("```\n")
    return path


def seconds(command, accepted=(0,)):
    begin = time.perf_counter()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    if status not in accepted:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    return time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nbrun", default=os.path.join(HERE, "..", ".build", "release", "nbrun"))
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sizes = [document(folder, count) for count in (1_000, 10_000)]
        for name, arguments in (("checked", ["--check"]), ("with its report", [])):
            times = [[], []]
            for _ in range(options.rounds):
                for k, path in enumerate(sizes):
                    times[k].append(seconds([options.nbrun, *arguments, path]))
            small, large = (statistics.median(t) for t in times)
            print(f"{name:<16} 1,000 cells {small * 1e3:8.1f} ms   10,000 cells {large * 1e3:8.1f} ms"
                  f"   ratio {large / small:5.2f}")
    lengths(options)


def lengths(options):
    with tempfile.TemporaryDirectory() as folder:
        counts = (5_000, 10_000, 20_000, 40_000)
        paths = [long_cell(folder, count) for count in counts]
        times = [[] for _ in counts]
        for _ in range(options.rounds):
            for k, path in enumerate(paths):
                # 5: nothing to check in the document.
                times[k].append(seconds([options.nbrun, "--check", path], accepted=(0, 5)))
        for count, measured in zip(counts, times):
            print(f"one cell of {count:6,} lines {statistics.median(measured) * 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
