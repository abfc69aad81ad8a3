"""Writes the programs of `Cases/differential/methods_*` and `functions_*`: one for every method of the builtin types and
every function of the builtins and of small modules, called with many arguments.

Run by `record_differential.py`. Of a `TypeError` the type alone is printed: its wording depends on how a function reads
its arguments.
"""

import builtins
import cmath
import math
import operator
import pathlib

CASES = pathlib.Path(__file__).resolve().parent.parent / "Cases" / "differential"
SHOW = """def show(f, *a):
    try:
        print(repr(f(*a)))
    except TypeError:
        print('TypeError')
    except Exception as e:
        print(type(e).__name__, e)
"""
TEXT = ["", "'a'", "'b', 'X'", "3", "7, '*'", "None", "['a', 'b']", "'a', 1", "'l', 1, 3", "{97: 'x', 98: None}", "' '", "('a', 'he')", "-2", "'b', 'XY', 1"]
DATA = ["", "b'a'", "b'b', b'X'", "3", "7, b'*'", "None", "[b'a', b'b']", "b'a', 1", "b'l', 1, 3", "97", "b' '", "(b'a', b'he')", "'a'", "b'b', b'XY', 1"]
ITEMS = ["", "1", "2, 9", "-1", "[1, 2]", "5", "'x'", "None", "0, 7", "(1, 2, 3)", "reverse=True", "key=str"]
METHODS = {
    "str": (str, ["'hello World'", "''", "'  ab\\tc\\n'", "'éßΣ'", "'123'", "'a,b,a'"], TEXT),
    "bytes": (bytes, ["b'hello World'", "b''", "b'  ab\\tc\\n'", "b'123'", "b'a,b,a'"], DATA),
    "bytearray": (bytearray, ["bytearray(b'hello a')", "bytearray()", "bytearray(b' a\\t')"], DATA + ["1, 98", "-1"]),
    "list": (list, ["[3, 1, 2, 1]", "[]", "['b', 'a']", "[1, 'a']"], ITEMS),
    "tuple": (tuple, ["(3, 1, 2, 1)", "()"], ITEMS),
    "dict": (dict, ["{1: 'a', 2: 'b'}", "{}"], ITEMS + ["{5: 6}", "a=1", "[(1, 2)]", "[1, 2], 0"]),
    "set": (set, ["{3, 1, 2}", "set()"], ITEMS + ["{1, 5}", "[1], [2]", "{3, 1, 2}", "range(9)"]),
    "frozenset": (frozenset, ["frozenset({3, 1, 2})", "frozenset()"], ITEMS + ["{1, 5}", "[1], [2]", "{3, 1, 2}"]),
    "int": (int, ["0", "-37", "2**70", "True"], ["", "4", "4, 'big'", "9, 'little'", "1, 'big', signed=True", "b'ab', 'big'", "12, 'big', signed=True"]),
    "float": (float, ["0.5", "-0.0", "1e300", "float('inf')", "3.0"], ["", "'0x1.8p3'", "'nan'", "'x'", "1"]),
    "complex": (complex, ["(1+2j)", "0j"], ["", "1"]),
    "range": (range, ["range(5)", "range(9, 0, -2)", "range(0)"], ["", "1", "3", "'a'", "2.0"]),
    "slice": (slice, ["slice(1, 5)", "slice(None, None, -1)"], ["", "4", "0", "-1", "'a'"]),
}
BUILTINS = ["", "3", "-2.5", "'abc'", "[1, 0, 2]", "None", "3, 2", "2, 5, 7", "'5', 8", "'a', 'b'", "[3, 1], [2, 4]", "int, '12'", "str, [1, 2]", "(1, 2), {3}", "b'ab'", "1j", "{1: 2}", "lambda x: x, [0, 1]", "'ff', 16", "10, 0, -3", "iter([1])", "iter([]), 4", "True", "float('nan')", "2**64", "['b', 'a'], 1"]
NUMBERS = ["", "0", "1", "-1", "2.5", "-0.75", "1e300", "float('inf')", "float('nan')", "3, 2", "7, 0", "2.5, -1", "True", "'a'", "[1, 2.5]", "[], 3", "10**20", "0.5, 0.5", "5, 2, 1", "[1, 2], [3, 4]"]
COMPLEX = ["", "0", "1+1j", "-2", "3j", "0.5", "complex('inf')", "complex('nan')", "-1-1e-3j", "1, 2", "2, 1+1j", "'a'"]
OPERANDS = ["", "3", "3, 2", "'ab', 'a'", "[1, 2], 1", "[1, 2], [3]", "2.5, 0", "True, False", "{1: 2}, 1", "[1, 2, 1], 0, 9", "'real'", "1j, 'real'", "None, None", "-7, 2", "{1, 2}, {2, 3}"]
EXCLUDED = {"print", "input", "open", "help", "exit", "quit", "id", "dir", "vars", "globals", "locals", "compile", "exec", "eval", "memoryview", "breakpoint", "copyright", "credits", "license", "aiter", "anext", "object", "type", "super", "hash", "classmethod", "staticmethod", "property", "range", "zip", "map", "filter", "enumerate", "reversed", "iter"}


def write(name, programs):
    folder = CASES / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programs.txt").write_text("".join(f"=== {title}\n{text}" for title, text in programs.items()), encoding="utf-8")


def methods(kind, subjects, arguments):
    programs = {}
    for name in dir(kind):
        if name.startswith("_") or name in ("fromhex", "maketrans") or (kind is int and name == "from_bytes"):
            continue
        lines = []
        for subject in subjects:
            after = ", s" if subject[0] in "[{" or subject.startswith(("set", "bytearray")) else ""
            for given in arguments:
                call = f"s.{name}({given})"
                # The order of a set is no promise.
                if kind in (set, frozenset) and name not in ("pop", "isdisjoint", "issubset", "issuperset"):
                    call = f"(lambda r: sorted(r, key=repr) if isinstance(r, (set, frozenset)) else r)({call})"
                if kind is set and name == "pop" and "1" in subject:
                    call = f"s.{name}({given}) in (1, 2, 3)"
                lines.append(f"show(lambda s: ({call}{after}), {subject})\n" if after and kind is not set else f"show(lambda s: {call}, {subject})\n")
        programs[name] = SHOW + "".join(lines)
    return programs


def functions(module, arguments, prefix="", preamble="", excluded=()):
    programs = {}
    for name in dir(module):
        value = getattr(module, name)
        if name.startswith("_") or not callable(value) or name in excluded or isinstance(value, type) and issubclass(value, BaseException):
            continue
        body = f"import {module.__name__}\n" if prefix else ""
        programs[name] = body + SHOW + "".join(
            f"show(lambda: {wrapped(f'{prefix}{name}({given})', name)})\n" for given in arguments)
    return programs


def wrapped(call, name):
    """A call whose result has a text that is the same everywhere."""
    if name in ("set", "frozenset"):
        return f"sorted({call}, key=repr)"
    if name in ("attrgetter", "itemgetter", "methodcaller"):
        return f"callable({call})"
    return call


def main():
    for name, (kind, subjects, arguments) in METHODS.items():
        write(f"methods_{name}", methods(kind, subjects, arguments))
    write("functions_builtins", functions(builtins, BUILTINS, excluded=EXCLUDED))
    write("functions_math", functions(math, NUMBERS, "math."))
    write("functions_cmath", functions(cmath, COMPLEX, "cmath."))
    write("functions_operator", functions(operator, OPERANDS, "operator.", excluded={"call", "length_hint"}))


if __name__ == "__main__":
    main()
