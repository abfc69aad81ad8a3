"""Records what CPython 3.11 prints for the programs below `Cases/language`.

Run as `python3.11 Tests/PythonRuntimeTests/Recording/record_programs.py [FOLDER...]`. `programs.txt` holds the programs:
a line `=== feature/case` begins one. Each becomes a folder with `input.py` and `expected.txt`: standard output, and the
traceback if an exception ended the program. A folder that has an `input.py` of its own is recorded
as it is, with the modules beside it.
"""

import io
import pathlib
import re
import subprocess
import sys

assert sys.version_info[:2] == (3, 11), "the cases are those of CPython 3.11"
HERE = pathlib.Path(__file__).parent
CASES = HERE.parent / "Cases" / "language"

DRIVER = r"""
import sys, types
sys.path.insert(0, sys.argv[2])
main = types.ModuleType("__main__")
sys.modules["__main__"] = main
text = open(sys.argv[1], encoding="utf-8").read()
try:
    # The driver's own frames must not count.
    sys.setrecursionlimit(1002)
    code = compile(text, "input.py", "exec")
    try:
        exec(code, main.__dict__)
    except SystemExit:
        raise
    except BaseException as error:
        error.__traceback__ = error.__traceback__.tb_next
        raise
except SyntaxError as error:
    print(type(error).__name__ + ": " + error.msg)
except BaseException as error:
    # The interpreter's own printing suggests names; the traceback module of 3.11 does not.
    sys.stderr = sys.stdout
    sys.__excepthook__(type(error), error, error.__traceback__)
"""


def record(folder):
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", DRIVER, str(folder / "input.py"), str(folder)],
        capture_output=True, text=True, cwd=str(folder), encoding="utf-8", timeout=60)
    if result.stderr:
        print(folder, result.stderr)
    text = result.stdout
    assert not re.search(r"0x[0-9a-f]{8,}", text), f"{folder}: an address cannot be recorded"
    # Modules beside the program are named by their file alone.
    text = text.replace(str(folder) + "/", "")
    (folder / "expected.txt").write_text(text, encoding="utf-8")


def main():
    for part in re.split(r"^=== ", (HERE / "programs.txt").read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, body = part.split("\n", 1)
        folder = CASES / name.strip()
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "input.py").write_text(body.rstrip("\n") + "\n", encoding="utf-8")
    wanted = [pathlib.Path(argument) for argument in sys.argv[1:]] or sorted(
        path.parent for path in CASES.glob("*/*/input.py"))
    for folder in wanted:
        record(folder)


main()
