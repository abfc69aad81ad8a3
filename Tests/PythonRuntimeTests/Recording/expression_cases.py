"""Makes the cases of the builtin types and functions: small programs that print what expressions give.

Run as `python3.11 Tests/PythonRuntimeTests/Recording/expression_cases.py`. It rewrites the folders below
`Cases/types`, `Cases/builtins` and `Cases/generated` that `expressions.txt` and `random_expressions.py` describe, each with an
`input.py` and the `expected.txt` that CPython 3.11 prints for it.

`expressions.txt` holds blocks that begin with `=== folder/name`. A line of a block is an expression, printed with its
`repr` or with the type and message of its exception; a line that begins with `>` is a statement and stands as it is;
`* a b c` repeats the lines up to `*` with `@` replaced by each of the expressions (separated by ` ;; `).
"""

import contextlib
import io
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings

assert sys.version_info[:2] == (3, 11), "the cases are those of CPython 3.11"
warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
CASES = HERE.parent / "Cases"
HELPER = '''def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

'''


def program(lines):
    out = [HELPER]
    repeat = None
    for line in lines:
        if line.startswith("* "):
            repeat = (line[2:].split(" ;; "), [])
        elif line == "*":
            for subject in repeat[0]:
                out += [f"show(lambda: ({body.replace('@', subject)}))\n" for body in repeat[1]]
            repeat = None
        elif repeat is not None:
            repeat[1].append(line)
        elif line.startswith(">"):
            out.append(line[1:].removeprefix(" ") + "\n")
        else:
            out.append(f"show(lambda: ({line}))\n")
    return "".join(out)


def record(text):
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink):
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            sys.stdin = io.StringIO()
            exec(compile(text, "input.py", "exec"), {"__name__": "__main__", "exit": sys.exit, "quit": sys.exit})
    return sink.getvalue()


blocks = {}
written = (HERE / "expressions.txt").read_text(encoding="utf-8")
random_ones = subprocess.run(
    [sys.executable, HERE / "random_expressions.py"], check=True, capture_output=True, encoding="utf-8").stdout
for line in (written + random_ones).split("\n"):
    if line.startswith("=== "):
        current = blocks[line[4:].strip()] = []
    elif line.strip() and not line.startswith("#"):
        current.append(line)
for folder in {name.split("/")[0] for name in blocks}:
    shutil.rmtree(CASES / folder, ignore_errors=True)
for name, lines in blocks.items():
    target = CASES / name
    target.mkdir(parents=True)
    text = program(lines)
    (target / "input.py").write_text(text, encoding="utf-8")
    try:
        (target / "expected.txt").write_text(record(text), encoding="utf-8")
    except Exception as error:
        raise SystemExit(f"{name}: {error!r}")
print(len(blocks), "cases")
