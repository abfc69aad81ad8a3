#!/usr/bin/env python3
"""Times documents of 1,000 and 10,000 cells of two lines each: the ratio should be about ten.

    python3 Benchmarks/scaling.py [--nbrun PATH] [--rounds N]

Both sizes take turns; the ratio is that of the medians. The first figure is a run with its checks, the second one with
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


def seconds(command):
    begin = time.perf_counter()
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
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


if __name__ == "__main__":
    main()
