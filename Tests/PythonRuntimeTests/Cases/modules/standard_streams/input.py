import contextlib
import io
import sys

print(sys.stdout.write("written\n"))
sys.stdout.writelines(["one\n", "two\n"])
sys.stdout.flush()
print("to the error stream", file=sys.stderr)
print("by name", file=sys.stdout, flush=True)
print(sys.stdout.isatty(), sys.stdout.encoding, sys.stdout.name, sys.stderr.name, sys.stdout.closed)
print(sys.stdout is sys.__stdout__)

text = io.StringIO()
with contextlib.redirect_stdout(text):
    print("kept")
    sys.stdout.write("also kept\n")
print(repr(text.getvalue()))


class Shout:
    def write(self, text):
        sys.__stdout__.write(text.upper())


sys.stdout = Shout()
print("loud", 1)
sys.stdout = sys.__stdout__
print("quiet")

try:
    sys.stdout.write(3)
except TypeError as error:
    print(error)


def place():
    return sys._getframe().f_code.co_name, sys._getframe().f_lineno, sys._getframe().f_globals["__name__"]


def caller():
    return sys._getframe(1).f_code.co_name


print(place())
print(caller())
try:
    sys._getframe(10000)
except ValueError as error:
    print(error)
