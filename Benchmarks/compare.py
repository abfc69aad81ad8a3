#!/usr/bin/env python3
"""Times documents in nbrun and in Python with PyTorch, side by side.

    python3 Benchmarks/compare.py [--nbrun PATH] [--python PATH] [--rounds N] [--only TEXT] [--cold] [DOCUMENT.md ...]

Two figures per document:
  cells   the time that each cell takes inside a running session, nbrun's own and Python's, paired round by round. Both
          sides have run the document's cells once before in the same process, so that neither waits for the system to
          hand out memory, which in a virtual machine can take longer than everything else; with --cold, neither has;
  start   the whole process from exec to exit, for documents whose name starts with `start-`.
Every round runs both sides one after the other, so that a machine whose speed drifts does not decide; the ratio shown
is the median of the rounds' ratios (Python's time / nbrun's, more is better). PYTHON must have torch for documents
that import it.
"""
import argparse
import ast
import contextlib
import io
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SILENT = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
FENCE = re.compile(r"^```python\b.*?\n(.*?)^```$", re.M | re.S)


def cells_of(path):
    return FENCE.findall(open(path, encoding="utf-8").read())


def serve(path):
    """Run the document's cells in this process once per line of standard input; answer with the seconds of each."""
    cells = cells_of(path)
    if any("torch" in c for c in cells):
        import torch

        # A document may say otherwise, for both sides.
        torch.set_num_threads(1)
    for _ in sys.stdin:
        space, seconds = {"__name__": "__main__"}, []
        for code in cells:
            program = compile(code, path, "exec")
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                begin = time.perf_counter()
                exec(program, space)
                seconds.append(time.perf_counter() - begin)
        print(json.dumps(seconds), flush=True)


def whole_process(command):
    """Seconds and peak resident MiB of a command."""
    begin = time.perf_counter()
    # Not by `subprocess`, whose own work takes longer than a small document.
    process = os.posix_spawn(command[0], command, os.environ, file_actions=SILENT)
    _, _, usage = os.wait4(process, 0)
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


class Server:
    """A process of Python that runs a document's cells again and again."""

    def __init__(self, path, options):
        self.process = subprocess.Popen([options.python, __file__, "--serve", path], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)

    def run(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def run_nbrun(path, options):
    report = json.loads(subprocess.run([options.nbrun, "--check", "--format", "json", "-o", "-", path],
                                       capture_output=True, text=True).stdout)
    report = report[0] if isinstance(report, list) else report
    for cell in report["cells"]:
        if cell["error"]:
            sys.exit(f"{path}:{cell['line']}: {cell['error']}")
    return [c["seconds"] for c in report["cells"]]


def cold_rounds(path, options):
    """Seconds of the cells on both sides, each in a new process."""
    for _ in range(options.rounds):
        server = Server(path, options)
        theirs = server.run()
        server.close()
        yield theirs, run_nbrun(path, options)


def warm_rounds(path, options):
    """The same in processes that have run the cells before: of nbrun, those of a document that has them twice."""
    with tempfile.TemporaryDirectory() as folder:
        twice = os.path.join(folder, "twice.md")
        with open(twice, "w", encoding="utf-8") as f:
            f.write("\n".join(f"```python\n{code}```\n" for code in cells_of(path) * 2))
        server = Server(path, options)
        server.run()
        for _ in range(options.rounds):
            theirs = server.run()
            yield theirs, run_nbrun(twice, options)[len(theirs):]
        server.close()


def compare_cells(path, options):
    titles = re.findall(r"^## (.*)$", open(path, encoding="utf-8").read(), re.M)
    rows = list((cold_rounds if options.cold else warm_rounds)(path, options))
    print(f"\n{os.path.relpath(path)}: seconds of each cell, median of {options.rounds} rounds")
    print(f"  {'cell':<44} {'Python ms':>10} {'nbrun ms':>10} {'ratio':>7}  (min to max)")
    for k in range(len(rows[0][0])):
        theirs = [r[0][k] for r in rows]
        ours = [r[1][k] for r in rows]
        ratios = [a / b if b else float("inf") for a, b in zip(theirs, ours)]
        title = titles[k] if k < len(titles) else f"cell {k + 1}"
        print(f"  {title:<44} {statistics.median(theirs) * 1e3:>10.3f} {statistics.median(ours) * 1e3:>10.3f}"
              f" {statistics.median(ratios):>7.2f}  ({min(ratios):.2f} to {max(ratios):.2f})")


def compare_start(path, options):
    with tempfile.TemporaryDirectory() as folder:
        document = shutil.copy(path, folder)
        script = os.path.join(folder, "script.py")
        with open(script, "w", encoding="utf-8") as f:
            for code in cells_of(path):
                f.write(f"try:\n    exec({code!r})\nexcept Exception as e:\n    print(e)\n")
        ratios, ours, theirs = [], [], []
        for k in range(options.rounds + 1):
            a = whole_process([options.python, script])
            b = whole_process([options.nbrun, document])
            if k:
                theirs.append(a), ours.append(b), ratios.append(a[0] / b[0])
    print(f"\n{os.path.relpath(path)}: whole process, report written, median of {options.rounds} rounds")
    for name, runs in (("Python", theirs), ("nbrun", ours)):
        print(f"  {name:<8} {statistics.median(r[0] for r in runs) * 1e3:>10.2f} ms {max(r[1] for r in runs):>8.1f} MiB")
    print(f"  ratio    {statistics.median(ratios):>10.1f}    ({min(ratios):.1f} to {max(ratios):.1f})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="*")
    parser.add_argument("--nbrun", default=os.path.join(HERE, "..", ".build", "release", "nbrun"))
    parser.add_argument("--python", default=os.environ.get("PYTHON", sys.executable))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--cold", action="store_true", help="start both sides anew for every round of cells")
    parser.add_argument("--start", action="store_true", help="measure the whole process for every document named")
    parser.add_argument("--serve", metavar="DOCUMENT", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return serve(options.serve)
    folder = os.path.join(HERE, "documents")
    documents = options.documents or [os.path.join(folder, f) for f in sorted(os.listdir(folder)) if f.endswith(".md")]
    for path in documents:
        if options.only in path:
            whole = options.start or os.path.basename(path).startswith("start-")
            (compare_start if whole else compare_cells)(path, options)


main()
