#!/usr/bin/env python3.11
"""Records what CPython 3.11 makes of the texts of snippets.py and errors.py, as folders below Cases.

Run it from anywhere: `python3.11 Tests/PythonSyntaxTests/Recording/record.py`. It rewrites Cases/Trees and Cases/Errors.

Trees/NAME/{input.py, tree.txt}: ast.dump of the text, without the kind of u"" strings.
Errors/NAME/{input.py, error.txt}: "Type: message", and in a second line "line:offset" of the place, where CPython tells
it as precisely as nbrun does (it points behind string literals, and counts within the braces of f-strings).
"""
import ast
import pathlib
import re
import shutil
import sys
import warnings

import errors
import snippets

assert sys.version_info[:2] == (3, 11), "the judge is CPython 3.11"
warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)
CASES = pathlib.Path(__file__).resolve().parent.parent / "Cases"


def named(module):
    for number, text in enumerate(module.ONE_LINERS):
        words = "-".join(re.findall(r"[A-Za-z0-9]+", text))[:30]
        yield f"{number:03}-{words}" if words else f"{number:03}", text
    yield from module.PROGRAMS.items()


def folder(kind, name, text):
    place = CASES / kind / name
    place.mkdir(parents=True)
    (place / "input.py").write_bytes(text.encode())
    return place


def tree(text):
    module = ast.parse(text.encode())
    for node in ast.walk(module):
        if isinstance(node, ast.Constant):
            node.kind = None
    return ast.dump(module)


def error(text):
    try:
        compile(text, "input.py", "exec")
    except SyntaxError as found:
        message = f"{type(found).__name__}: {found.msg}\n"
        vague = ("f-string", "(unicode error)", "(value error)", "cannot mix bytes", "alternative patterns", "Exceeds the limit")
        # At the end of a text CPython points into the line before.
        at_end = found.lineno > text.count("\n") or text.endswith("nothing here\n")
        is_vague = at_end and text.endswith("\n") or found.msg.startswith(vague) or not found.offset or text.startswith(('f"', "f'"))
        return message if is_vague else message + f"{found.lineno}:{found.offset}\n"
    raise AssertionError(f"{text!r} is Python")


for kind in "Trees", "Errors":
    shutil.rmtree(CASES / kind, ignore_errors=True)
for name, text in named(snippets):
    (folder("Trees", name, text) / "tree.txt").write_text(tree(text) + "\n")
for name, text in named(errors):
    (folder("Errors", name, text) / "error.txt").write_text(error(text))
(CASES / "VERSION").write_text(f"CPython {sys.version.split()[0]}\n")
