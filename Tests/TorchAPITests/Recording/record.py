"""Record what the real PyTorch prints for every case of this folder.

    python3 record.py            (in an environment with torch==2.13.0+cpu)

Each Cases/TOPIC/CASE/input.py, behind Cases/TOPIC/prelude.py where there is one, is run like typed at a prompt: every
statement by itself, the value of a bare expression shown unless it is None, an exception shown as `Type: message` (and
the next statement runs). Addresses are written 0x.
The output goes to expected.txt beside it; Cases/recorded-with.txt names the version.
"""
import ast
import contextlib
import io
import multiprocessing
import os
import pathlib
import re
import sys
import tempfile
import warnings

import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Cases"


def run(source):
    torch.manual_seed(0)
    torch.set_printoptions(profile="default")
    torch.set_default_dtype(torch.float32)
    torch.set_grad_enabled(True)
    space, out = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(out):
        for node in ast.parse(source).body:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    if isinstance(node, ast.Expr):
                        value = eval(compile(ast.Expression(node.value), "input", "eval"), space)
                        if value is not None:
                            print(repr(value))
                    else:
                        exec(compile(ast.Module([node], []), "input", "exec"), space)
            except Exception as e:
                print(f"{type(e).__name__}: {e}")
    return re.sub(r"0x[0-9a-f]+", "0x", out.getvalue())


def source(path):
    prelude = path.parent.parent / "prelude.py"
    return (prelude.read_text(encoding="utf-8") if prelude.exists() else "") + path.read_text(encoding="utf-8")


if __name__ == "__main__":
    # Each in a process and a folder of its own: some warnings are given once in a process, and files that a case leaves
    # are no part of the project. The helpers are not PyTorch's; helpers.py records them.
    paths = [path for path in sorted(FOLDER.glob("*/*/input.py")) if path.parent.parent.name != "helpers"]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with multiprocessing.get_context("fork").Pool(2, maxtasksperchild=1) as pool:
            for path, expected in zip(paths, pool.imap(run, map(source, paths), chunksize=1)):
                path.with_name("expected.txt").write_text(expected, encoding="utf-8")
        os.chdir(FOLDER)
    (FOLDER / "recorded-with.txt").write_text(
        f"torch {torch.__version__}, Python {sys.version.split()[0]}\n", encoding="utf-8")
