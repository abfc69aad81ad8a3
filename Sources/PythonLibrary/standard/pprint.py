"""Printing nested data in a readable form.

A value that fits behind its column stands on one line. One that does not is a group: an opening, entries below each
other, a closing. What each type's opening, entries and closing are is said once, by a method named in `_GROUPS`.
"""

import collections as _c
import dataclasses as _d
import re as _re
import sys as _sys
import types as _t

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Prints a value to a stream, to standard output by default."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **options):
    """`pprint` that keeps the order of dictionaries."""
    pprint(object, *args, **options, sort_dicts=sort_dicts)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The text that `pprint` prints."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def saferepr(object):
    """A value on one line, also when it contains itself."""
    return PrettyPrinter().format(object, {}, None, 0)[0]


def isreadable(object):
    """Whether Python reads the text back."""
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    """Whether a value contains itself."""
    return PrettyPrinter().isrecursive(object)


class _Order:
    """A key that orders values of any types."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            mine, theirs = ((str(type(one.value)), id(one.value)) for one in (self, other))
            return mine < theirs


def _in_order(values):
    return sorted(values, key=_Order)


def _again(value):
    return f"<Recursion on {type(value).__name__} with id={id(value)}>"


class _Verbatim(str):
    """Text that stands for a value as it is."""


class _Spot:
    """Where a value begins, how much of the last line belongs to what follows it, how deep it is, and in what."""

    def __init__(self, column, trailing, level, around):
        self.column, self.trailing, self.level, self.around = column, trailing, level, around


class PrettyPrinter:
    """What `pprint` is made of. A subclass may say by `format` how single values are written."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        self._indent, self._width, self._depth = int(indent), int(width), depth
        if self._indent < 0:
            raise ValueError("indent must be >= 0")
        if not (depth is None or depth > 0):
            raise ValueError("depth must be > 0")
        if self._width == 0:
            raise ValueError("width must be != 0")
        self._stream = stream
        self._compact, self._sorts, self._underscores = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        (self._stream or _sys.stdout).write(self.pformat(object) + "\n")

    def pformat(self, object):
        return self._placed(object, _Spot(0, 0, 0, {}))

    def isreadable(self, object):
        text, readable, recursive = self.format(object, {}, None, 0)
        return bool(readable and not recursive)

    def isrecursive(self, object):
        return self.format(object, {}, None, 0)[2]

    # One line

    def format(self, object, context, maxlevels, level):
        """The text of a value on one line, whether it can be read back, and whether it contains itself.

        `context` has the identities of the values around it.
        """
        kind = type(object)
        own = getattr(kind, "__repr__", None)
        for base, opening, closing in ((dict, "{", "}"), (list, "[", "]"), (tuple, "(", ")")):
            if issubclass(kind, base) and own is base.__repr__:
                break
        else:
            if self._underscores and issubclass(kind, int) and own is int.__repr__:
                return f"{object:_}", True, False
            text = repr(object)
            return text, kind in _SCALARS or not text.startswith("<") and text != "", False
        if not object:
            return opening + closing, True, False
        if base is tuple and len(object) == 1:
            closing = ",)"
        is_around = id(object) in context
        if maxlevels and level >= maxlevels:
            return opening + "..." + closing, False, is_around
        if is_around:
            return _again(object), False, True
        within = {**context, id(object): 1}
        if base is dict:
            values = [part for pair in self._pairs(object) for part in pair]
        else:
            values = object
        told = [self.format(value, within, maxlevels, level + 1) for value in values]
        texts = [one[0] for one in told]
        if base is dict:
            texts = [f"{key}: {value}" for key, value in zip(texts[::2], texts[1::2])]
        return opening + ", ".join(texts) + closing, all(one[1] for one in told), any(one[2] for one in told)

    def _line(self, value, level, around):
        return self.format(value, dict(around), self._depth, level)[0]

    def _pairs(self, mapping):
        pairs = mapping.items()
        return sorted(pairs, key=lambda pair: (_Order(pair[0]), _Order(pair[1]))) if self._sorts else pairs

    # Several lines

    def _placed(self, value, spot):
        """A value at its place: on one line if it fits, else by its group."""
        if type(value) is _Verbatim:
            return str(value)
        if id(value) in spot.around:
            return _again(value)
        line = self._line(value, spot.level, spot.around)
        if spot.column + len(line) + spot.trailing <= self._width:
            return line
        group = self._group_of(value)
        if group is None:
            return line
        around = {**spot.around, id(value): 1}
        return group(value, _Spot(spot.column, spot.trailing, spot.level + 1, around))

    def _group_of(self, value):
        """The method that spreads a value; values of types that write themselves otherwise have none."""
        kind = type(value)
        for base, name in _GROUPS:
            if issubclass(kind, base) and kind.__repr__ is base.__repr__:
                return getattr(self, name)
        if isinstance(value, _t.SimpleNamespace):
            return self._namespace
        if _d.is_dataclass(kind) and kind.__dataclass_params__.repr:
            made = getattr(kind.__repr__, "__wrapped__", None)
            if made is not None and "__create_fn__" in made.__qualname__:
                return self._dataclass
        return None

    def _group(self, opening, entries, closing, spot, has_bracket=True, is_compact=False):
        """An opening, entries (a label and a value each) below each other, a closing.

        Behind a bracket the entries begin `indent` columns later; without one directly behind the opening.
        """
        column = spot.column + len(opening)
        if has_bracket:
            opening += " " * (self._indent - 1)
            column += self._indent - 1
        trailing = spot.trailing + len(closing)
        if is_compact and self._compact:
            body = self._filled([value for _, value in entries], column, trailing, spot)
        else:
            texts = []
            for label, value in entries:
                after = trailing if len(texts) == len(entries) - 1 else 1
                place = _Spot(column + len(label), after, spot.level, spot.around)
                texts.append(label + self._placed(value, place))
            body = (",\n" + " " * column).join(texts)
        return opening + body + closing

    def _filled(self, values, column, trailing, spot):
        """Values behind each other as far as a line goes."""
        lines = [[]]
        room = whole = self._width - column + 1
        for number, value in enumerate(values, 1):
            is_last = number == len(values)
            if is_last:
                room, whole = room - trailing, whole - trailing
            text = self._line(value, spot.level, spot.around)
            if lines[-1] and len(text) + 2 > room:
                lines.append([])
                room = whole
            if len(text) + 2 <= room:
                lines[-1].append(text)
                room -= len(text) + 2
                continue
            # It does not fit on a line of its own: it is spread, and nothing stands behind it.
            place = _Spot(column, trailing if is_last else 1, spot.level, spot.around)
            lines[-1].append(self._placed(value, place))
            room = whole
            if not is_last:
                lines.append([])
        return (",\n" + " " * column).join(", ".join(line) for line in lines)

    def _plain(self, values):
        return [("", value) for value in values]

    def _labelled(self, pairs, spot):
        return [(self._line(key, spot.level, spot.around) + ": ", value) for key, value in pairs]

    def _list(self, value, spot):
        return self._group("[", self._plain(value), "]", spot, is_compact=True)

    def _tuple(self, value, spot):
        return self._group("(", self._plain(value), ",)" if len(value) == 1 else ")", spot, is_compact=True)

    def _set(self, value, spot):
        if not value:
            return repr(value)
        kind = type(value)
        opening, closing = ("{", "}") if kind is set else (kind.__name__ + "({", "})")
        return self._group(opening, self._plain(_in_order(value)), closing, spot, is_compact=True)

    def _dict(self, value, spot):
        return self._group("{", self._labelled(self._pairs(value), spot), "}", spot)

    def _ordered(self, value, spot):
        if not value:
            return repr(value)
        return self._group(type(value).__name__ + "(", self._plain([list(value.items())]), ")", spot, has_bracket=False)

    def _default(self, value, spot):
        if not value:
            return repr(value)
        opening = type(value).__name__ + "("
        factory = self._line(value.default_factory, spot.level, spot.around)
        column = spot.column + len(opening)
        inner = self._dict(value, _Spot(column, spot.trailing + 1, spot.level, spot.around))
        return f"{opening}{factory},\n{' ' * column}{inner})"

    def _counter(self, value, spot):
        if not value:
            return repr(value)
        return self._group(type(value).__name__ + "({", self._labelled(value.most_common(), spot), "})", spot)

    def _deque(self, value, spot):
        if not value:
            return repr(value)
        opening = type(value).__name__ + "(["
        if value.maxlen is None:
            return self._group(opening, self._plain(value), "])", spot, is_compact=True)
        inner = _Spot(spot.column, 0, spot.level, spot.around)
        most = self._line(value.maxlen, spot.level, spot.around)
        column = spot.column + len(opening) - 1
        return f"{self._group(opening, self._plain(value), '],', inner, is_compact=True)}\n{' ' * column}maxlen={most})"

    def _chain(self, value, spot):
        return self._group(type(value).__name__ + "(", self._plain(value.maps), ")", spot, has_bracket=False)

    def _proxy(self, value, spot):
        return self._group("mappingproxy(", self._plain([value.copy()]), ")", spot, has_bracket=False)

    def _user(self, value, spot):
        return self._placed(value.data, _Spot(spot.column, spot.trailing, spot.level - 1, spot.around))

    def _attributes(self, name, pairs, spot):
        entries = [(f"{key}=", _Verbatim("...") if id(value) in spot.around else value) for key, value in pairs]
        # CPython leaves this parenthesis out when it looks whether the last attribute fits.
        inner = _Spot(spot.column, spot.trailing - 1, spot.level, spot.around)
        return self._group(name + "(", entries, ")", inner, has_bracket=False)

    def _namespace(self, value, spot):
        kind = type(value)
        name = "namespace" if kind is _t.SimpleNamespace else kind.__name__
        return self._attributes(name, vars(value).items(), spot)

    def _dataclass(self, value, spot):
        shown = [field.name for field in _d.fields(value) if field.repr]
        return self._attributes(type(value).__name__, [(name, getattr(value, name)) for name in shown], spot)

    # Texts

    def _pieces(self, pieces, spot):
        """Literals below each other, which Python joins; at the top in parentheses."""
        is_top = spot.level == 1
        column = spot.column + is_top
        joined = ("\n" + " " * column).join(map(repr, pieces(self._width - column, spot.trailing + is_top)))
        return f"({joined})" if is_top else joined

    def _str(self, value, spot):
        lines = value.splitlines(True)

        def pieces(room, trailing):
            found = []
            for line in lines:
                current = ""
                words = _re.findall(r"\s+|\S+\s*", line)
                for word in words:
                    is_end = line is lines[-1] and word is words[-1]
                    if current and len(repr(current + word)) > room - trailing * is_end:
                        found.append(current)
                        current = ""
                    current += word
                found.append(current)
            return found

        if not value or len(pieces(self._width - spot.column - (spot.level == 1), spot.trailing)) == 1:
            return repr(value)
        return self._pieces(pieces, spot)

    def _bytes(self, value, spot):
        if len(value) <= 4:
            return repr(value)

        def pieces(room, trailing):
            found = [b""]
            for start in range(0, len(value), 4):
                part = value[start:start + 4]
                if len(part) < 4:
                    room -= trailing
                if found[-1] and len(repr(found[-1] + part)) > room:
                    found.append(b"")
                found[-1] += part
            return found

        return self._pieces(pieces, spot)

    def _bytearray(self, value, spot):
        inner = _Spot(spot.column + len("bytearray("), spot.trailing + 1, spot.level + 1, spot.around)
        return f"bytearray({self._bytes(bytes(value), inner)})"


_SCALARS = {str, bytes, bytearray, int, float, complex, bool, type(None)}

_GROUPS = [
    (_c.OrderedDict, "_ordered"), (_c.defaultdict, "_default"), (_c.Counter, "_counter"), (_c.ChainMap, "_chain"),
    (_c.deque, "_deque"), (_c.UserDict, "_user"), (_c.UserList, "_user"), (_c.UserString, "_user"),
    (_t.MappingProxyType, "_proxy"), (dict, "_dict"), (list, "_list"), (tuple, "_tuple"), (set, "_set"),
    (frozenset, "_set"), (str, "_str"), (bytes, "_bytes"), (bytearray, "_bytearray"),
]
