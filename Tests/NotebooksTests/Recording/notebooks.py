"""Write what the real PyTorch prints into notebooks, as comments below the statements that print.

    python3 notebooks.py ../../../notebooks/networks/spirals.md ...            (in an environment with torch==2.13.0+cpu)

The cells of a notebook run in order. Comment lines that stand directly below a statement which prints are replaced; a
statement inside a loop or function has its output below the outermost statement it is part of.
"""
import ast
import contextlib
import io
import re
import sys

import torch

CELL = re.compile(r"^```python[^\n]*\n(.*?)^```$", re.M | re.S)


def recorded(source, space):
    """The cell with its output."""
    lines = source.split("\n")
    statements = ast.parse(source).body
    out = []
    done = 0
    for index, node in enumerate(statements):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            if isinstance(node, ast.Expr) and index == len(statements) - 1:
                value = eval(compile(ast.Expression(node.value), "cell", "eval"), space)
                if value is not None:
                    print(repr(value))
            else:
                exec(compile(ast.Module([node], []), "cell", "exec"), space)
        out += lines[done:node.end_lineno]
        done = node.end_lineno
        if printed.getvalue():
            while done < len(lines) and lines[done].startswith("#"):
                done += 1
            out += [("# " + line).rstrip() for line in printed.getvalue().rstrip("\n").split("\n")]
    return "\n".join(out + lines[done:])


for path in sys.argv[1:]:
    torch.manual_seed(0)
    text, names = open(path, encoding="utf-8").read(), {"__name__": "__main__"}
    text = CELL.sub(lambda cell: cell.group(0).replace(cell.group(1), recorded(cell.group(1), names)), text)
    open(path, "w", encoding="utf-8").write(text)
