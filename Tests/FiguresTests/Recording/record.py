"""Record what the real matplotlib prints for every case of this folder.

    python3 record.py            (in an environment with matplotlib==3.11.2)

Each Cases/CASE/input.py is run statement by statement: what it prints is kept, an exception as `Type: message`, and the
next statement runs.
"""
import ast
import contextlib
import io
import pathlib

import matplotlib

matplotlib.use("agg")


def run(source):
    space, out = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(out):
        for node in ast.parse(source).body:
            try:
                exec(compile(ast.Module([node], []), "input", "exec"), space)
            except Exception as e:
                print(f"{type(e).__name__}: {e}")
    return out.getvalue()


for path in sorted((pathlib.Path(__file__).resolve().parent.parent / "Cases").glob("*/input.py")):
    path.with_name("expected.txt").write_text(run(path.read_text(encoding="utf-8")), encoding="utf-8")
