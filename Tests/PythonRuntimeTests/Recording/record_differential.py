"""Makes the programs of `Cases/differential` and records what CPython 3.11 prints for them.

Run as `python3.11 Tests/PythonRuntimeTests/Recording/record_differential.py [FOLDER...]`. A folder below
`Cases/differential` holds `programs.txt`, whose programs begin with a line `=== name`; beside it this writes
`expected.txt` with the same names: standard output, then the traceback if an exception ended the program. The folders
that begin with `random_` are made anew by `random_programs.py` first, from seeds.
"""

import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import types

# What depends on the place of the machine and the width of a terminal is recorded as in a session.
os.environ.update(TZ="UTC", COLUMNS="80")
assert sys.version_info[:2] == (3, 11), "the judge is CPython 3.11"
HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent / "Cases" / "differential"


def sections(text):
    """The pairs of name and body of a file whose parts begin with `=== name`."""
    for part in ("\n" + text).split("\n=== ")[1:]:
        name, _, body = part.partition("\n")
        yield name, body.rstrip("\n") + "\n"


def run_here(text):
    """Runs a program in this process, which then ends: what a session does without the frames of a driver."""
    main = types.ModuleType("__main__")
    sys.modules["__main__"] = main
    sys.argv = ["input.py"]
    pathlib.Path("input.py").write_text(text, encoding="utf-8")
    import linecache
    linecache.checkcache()
    sys.stderr = sys.stdout
    try:
        # The recorder's own frames do not count.
        sys.setrecursionlimit(1003)
        code = compile(text, "input.py", "exec", dont_inherit=True)
        exec(code, main.__dict__)
    except SystemExit:
        pass
    except BaseException as error:
        # Not `raise`: that would make the recorder's frame a part of the traceback.
        trace = error.__traceback__.tb_next
        sys.__excepthook__(type(error), error.with_traceback(trace), trace)
    sys.stdout.flush()


def record(text):
    """What CPython prints for a program."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as sink:
        child = os.fork()
        if not child:
            try:
                os.dup2(sink.fileno(), 1)
                os.dup2(sink.fileno(), 2)
                os.chdir(folder)
                sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
                sys.stdin = open(os.devnull)
                signal.alarm(2)
                run_here(text)
            finally:
                os._exit(0)
        if os.waitpid(child, 0)[1]:
            print('a program did not end:', text)
        sink.seek(0)
        return sink.read().decode("utf-8", "surrogateescape")


def main():
    if not sys.argv[1:]:
        for script in ("random_programs.py", "method_programs.py"):
            subprocess.run([sys.executable, "-W", "ignore", str(HERE / script)], check=True)
    count = 0
    pending = set((HERE / "pending.txt").read_text(encoding="utf-8").split("\n"))
    for file in sorted(CASES.glob("*/programs.txt")):
        if sys.argv[1:] and file.parent.name not in sys.argv[1:]:
            continue
        print(file.parent.name, flush=True)
        out = []
        kept = [
            (name, text) for name, text in sections(file.read_text(encoding="utf-8"))
            if f"{file.parent.name}/{name}" not in pending]
        file.write_text("".join(f"=== {name}\n{text}" for name, text in kept), encoding="utf-8")
        for name, text in kept:
            printed = record(text)
            found = re.search(r"0x[0-9a-f]{9,}", printed)
            if found and "0x7" in printed:
                print(f"{file.parent.name}/{name}: an address cannot be recorded")
            out.append(f"=== {name}\n{printed.rstrip(chr(10))}\n")
            count += 1
        (file.parent / "expected.txt").write_text("".join(out), encoding="utf-8")
    print(count, "programs")


if __name__ == "__main__":
    if not sys.flags.isolated:
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-I", "-W", "ignore", __file__] + sys.argv[1:])
    main()
