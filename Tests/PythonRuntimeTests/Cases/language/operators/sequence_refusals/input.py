# What sequences say about operands that they cannot be joined to or repeated by, and who is asked first.
import datetime
import decimal


class Refuses:
    def __add__(self, other):
        return NotImplemented

    __radd__ = __mul__ = __rmul__ = __pow__ = __add__


class List(list):
    pass


class Text(str):
    def __add__(self, other):
        return NotImplemented


def attempt(function):
    try:
        print(type(function()).__name__)
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


def add_in_place(x, y):
    x += y
    return x


def multiply_in_place(x, y):
    x *= y
    return x


def copy(x):
    return x[:] if isinstance(x, (list, bytearray)) else x


others = [Refuses(), datetime.date(2020, 1, 1), decimal.Decimal(1), 1.5, None, List, 2j, "b", (2,)]
for x in ("a", [1], (1,), b"a", bytearray(b"a"), List([1]), Text("a"), range(3), {1}, {}):
    for y in others:
        attempt(lambda: copy(x) + y)
        attempt(lambda: y + copy(x))
        attempt(lambda: copy(x) * y)
        attempt(lambda: y * copy(x))
        attempt(lambda: add_in_place(copy(x), y))
        attempt(lambda: multiply_in_place(copy(x), y))
for x in ("a", [1], (1,), b"a"):
    attempt(lambda: x.__add__(1))
    attempt(lambda: x.__mul__("a"))
    attempt(lambda: x.__rmul__(None))
attempt(lambda: pow(Refuses(), 2, 3))
attempt(lambda: pow(decimal.Decimal(2), "a", 3))
attempt(lambda: pow(2, 1.5, 3))
attempt(lambda: pow(2, "a", 3))
attempt(lambda: pow("a", 2.5, 3))
