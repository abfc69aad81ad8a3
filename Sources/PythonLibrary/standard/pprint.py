"""Printing nested data in a readable form."""

import collections as _collections
import dataclasses as _dataclasses
import re as _re
import sys as _sys
import types as _types

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Prints a value to a stream, to standard output by default."""
    PrettyPrinter(
        stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The text that `pprint` prints."""
    return PrettyPrinter(
        indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """`pprint` that keeps the order of dictionaries."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._text(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter()._text(object, {}, None, 0)[1]


def isrecursive(object):
    return PrettyPrinter()._text(object, {}, None, 0)[2]


class _Order:
    """A key that orders values of any types."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _pair_order(pair):
    return _Order(pair[0]), _Order(pair[1])


class PrettyPrinter:
    """What `pprint` is made of."""

    def __init__(
            self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
            underscore_numbers=False):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth = depth
        self._indent = indent
        self._width = width
        self._stream = _sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        self._stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        out = []
        self._format(object, out.append, 0, 0, {}, 0)
        return "".join(out)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        return self._text(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, dict(context), self._depth, level)[0]

    def _format(self, object, write, indent, allowance, context, level):
        key = id(object)
        if key in context:
            write(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            method = self._method(object)
            if method is not None:
                context[key] = 1
                method(object, write, indent, allowance, context, level + 1)
                del context[key]
                return
        write(text)

    def _method(self, object):
        """The way to spread a value over lines; types that changed their `repr` have none."""
        kind = type(object)
        for base, name in _SPREAD:
            if issubclass(kind, base):
                if kind is base or kind.__repr__ is base.__repr__:
                    return getattr(self, name)
        if isinstance(object, _types.SimpleNamespace):
            return self._namespace
        if _dataclasses.is_dataclass(object) and not isinstance(object, type) and object.__dataclass_params__.repr \
                and hasattr(object.__repr__, "__wrapped__") and "__create_fn__" in object.__repr__.__wrapped__.__qualname__:
            return self._dataclass
        return None

    def _dataclass(self, object, write, indent, allowance, context, level):
        name = type(object).__name__
        indent += len(name) + 1
        items = [(f.name, getattr(object, f.name)) for f in _dataclasses.fields(object) if f.repr]
        write(name + "(")
        self._fields(items, write, indent, allowance, context, level)
        write(")")

    def _namespace(self, object, write, indent, allowance, context, level):
        name = "namespace" if type(object) is _types.SimpleNamespace else type(object).__name__
        indent += len(name) + 1
        write(name + "(")
        self._fields(object.__dict__.items(), write, indent, allowance, context, level)
        write(")")

    def _fields(self, items, write, indent, allowance, context, level):
        items = list(items)
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            write(key + "=")
            if id(value) in context:
                write("...")
            else:
                self._format(value, write, indent + len(key) + 1, allowance if last else 1, context, level)
            if not last:
                write(",\n" + " " * indent)

    def _dict(self, object, write, indent, allowance, context, level):
        write("{")
        if self._indent > 1:
            write((self._indent - 1) * " ")
        if len(object):
            items = sorted(object.items(), key=_pair_order) if self._sort_dicts else object.items()
            self._dict_items(items, write, indent, allowance + 1, context, level)
        write("}")

    def _dict_items(self, items, write, indent, allowance, context, level):
        indent += self._indent
        items = list(items)
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            text = self._repr(key, context, level)
            write(text + ": ")
            self._format(value, write, indent + len(text) + 2, allowance if last else 1, context, level)
            if not last:
                write(",\n" + " " * indent)

    def _ordered_dict(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "(")
        self._list(list(object.items()), write, indent + len(name) + 1, allowance + 1, context, level)
        write(")")

    def _default_dict(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        factory = self._repr(object.default_factory, context, level)
        name = type(object).__name__
        indent += len(name) + 1
        write(f"{name}({factory},\n" + " " * indent)
        self._dict(object, write, indent, allowance + 1, context, level)
        write(")")

    def _counter(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "({")
        if self._indent > 1:
            write((self._indent - 1) * " ")
        self._dict_items(object.most_common(), write, indent + len(name) + 1, allowance + 2, context, level)
        write("})")

    def _deque(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        name = type(object).__name__
        write(name + "(")
        indent += len(name) + 1
        write("[")
        if object.maxlen is None:
            self._items(object, write, indent, allowance + 2, context, level)
            write("])")
        else:
            self._items(object, write, indent, 2, context, level)
            maximum = self._repr(object.maxlen, context, level)
            write(f"],\n{' ' * indent}maxlen={maximum})")

    def _list(self, object, write, indent, allowance, context, level):
        write("[")
        self._items(object, write, indent, allowance + 1, context, level)
        write("]")

    def _tuple(self, object, write, indent, allowance, context, level):
        write("(")
        end = ",)" if len(object) == 1 else ")"
        self._items(object, write, indent, allowance + len(end), context, level)
        write(end)

    def _set(self, object, write, indent, allowance, context, level):
        if not len(object):
            write(repr(object))
            return
        if type(object) is set:
            start, end = "{", "}"
        else:
            start, end = type(object).__name__ + "({", "})"
            indent += len(type(object).__name__) + 1
        write(start)
        self._items(sorted(object, key=_Order), write, indent, allowance + len(end), context, level)
        write(end)

    def _items(self, items, write, indent, allowance, context, level):
        indent += self._indent
        if self._indent > 1:
            write((self._indent - 1) * " ")
        between = ",\n" + " " * indent
        delimiter = ""
        maximum = width = self._width - indent + 1
        items = list(items)
        for i, item in enumerate(items):
            last = i == len(items) - 1
            if last:
                maximum -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                size = len(text) + 2
                if width < size:
                    width = maximum
                    if delimiter:
                        delimiter = between
                if width >= size:
                    width -= size
                    write(delimiter + text)
                    delimiter = ", "
                    continue
            write(delimiter)
            delimiter = between
            self._format(item, write, indent, allowance if last else 1, context, level)

    def _str(self, object, write, indent, allowance, context, level):
        if not object:
            write(repr(object))
            return
        chunks = []
        lines = object.splitlines(True)
        if level == 1:
            indent += 1
            allowance += 1
        longest = maximum = self._width - indent
        text = ""
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                maximum -= allowance
            if len(text) <= maximum:
                chunks.append(text)
                continue
            parts = _re.findall(r"\S*\s*", line)
            parts.pop()
            limit = longest
            current = ""
            for j, part in enumerate(parts):
                candidate = current + part
                if j == len(parts) - 1 and i == len(lines) - 1:
                    limit -= allowance
                if len(repr(candidate)) > limit:
                    if current:
                        chunks.append(repr(current))
                    current = part
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            write(text)
            return
        if level == 1:
            write("(")
        write(("\n" + " " * indent).join(chunks))
        if level == 1:
            write(")")

    def _bytes(self, object, write, indent, allowance, context, level):
        if len(object) <= 4:
            write(repr(object))
            return
        parens = level == 1
        if parens:
            indent += 1
            allowance += 1
            write("(")
        delimiter = ""
        for text in _byte_chunks(object, self._width - indent, allowance):
            write(delimiter + text)
            delimiter = "\n" + " " * indent
        if parens:
            write(")")

    def _bytearray(self, object, write, indent, allowance, context, level):
        write("bytearray(")
        self._bytes(bytes(object), write, indent + 10, allowance + 1, context, level + 1)
        write(")")

    def _mapping_proxy(self, object, write, indent, allowance, context, level):
        write("mappingproxy(")
        self._format(object.copy(), write, indent + 13, allowance + 1, context, level)
        write(")")

    def _chain_map(self, object, write, indent, allowance, context, level):
        name = type(object).__name__
        write(name + "(")
        indent += len(name) + 1
        for i, mapping in enumerate(object.maps):
            if i == len(object.maps) - 1:
                self._format(mapping, write, indent, allowance + 1, context, level)
                write(")")
            else:
                self._format(mapping, write, indent, 1, context, level)
                write(",\n" + " " * indent)

    def _user(self, object, write, indent, allowance, context, level):
        self._format(object.data, write, indent, allowance, context, level - 1)

    def _text(self, object, context, maxlevels, level):
        """The text of a value on one line, whether it can be read back, whether it contains itself."""
        kind = type(object)
        if kind in (str, bytes, bytearray, float, complex, bool, type(None)):
            return repr(object), True, False
        represent = getattr(kind, "__repr__", None)
        if issubclass(kind, int) and represent is int.__repr__:
            return (f"{object:_d}" if self._underscore_numbers else repr(object)), True, False
        if issubclass(kind, dict) and represent is dict.__repr__:
            if not object:
                return "{}", True, False
            key = id(object)
            if maxlevels and level >= maxlevels:
                return "{...}", False, key in context
            if key in context:
                return _recursion(object), False, True
            context[key] = 1
            readable, recursive, parts = True, False, []
            for k, v in sorted(object.items(), key=_pair_order) if self._sort_dicts else object.items():
                a = self.format(k, context, maxlevels, level + 1)
                b = self.format(v, context, maxlevels, level + 1)
                parts.append(f"{a[0]}: {b[0]}")
                readable = readable and a[1] and b[1]
                recursive = recursive or a[2] or b[2]
            del context[key]
            return "{" + ", ".join(parts) + "}", readable, recursive
        if issubclass(kind, list) and represent is list.__repr__ or issubclass(kind, tuple) and represent is tuple.__repr__:
            if issubclass(kind, list):
                if not object:
                    return "[]", True, False
                form = "[%s]"
            elif len(object) == 1:
                form = "(%s,)"
            else:
                if not object:
                    return "()", True, False
                form = "(%s)"
            key = id(object)
            if maxlevels and level >= maxlevels:
                return form % "...", False, key in context
            if key in context:
                return _recursion(object), False, True
            context[key] = 1
            readable, recursive, parts = True, False, []
            for item in object:
                text, a, b = self.format(item, context, maxlevels, level + 1)
                parts.append(text)
                readable = readable and a
                recursive = recursive or b
            del context[key]
            return form % ", ".join(parts), readable, recursive
        text = repr(object)
        return text, bool(text) and not text.startswith("<"), False


_SPREAD = [
    (_collections.OrderedDict, "_ordered_dict"), (_collections.defaultdict, "_default_dict"),
    (_collections.Counter, "_counter"), (_collections.ChainMap, "_chain_map"), (_collections.deque, "_deque"),
    (_collections.UserDict, "_user"), (_collections.UserList, "_user"), (_collections.UserString, "_user"),
    (_types.MappingProxyType, "_mapping_proxy"), (dict, "_dict"), (list, "_list"), (tuple, "_tuple"), (set, "_set"),
    (frozenset, "_set"), (str, "_str"), (bytes, "_bytes"), (bytearray, "_bytearray"),
]


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


def _byte_chunks(object, width, allowance):
    current = b""
    last = len(object) // 4 * 4
    for i in range(0, len(object), 4):
        part = object[i:i + 4]
        candidate = current + part
        if i == last:
            width -= allowance
        if len(repr(candidate)) > width:
            if current:
                yield repr(current)
            current = part
        else:
            current = candidate
    if current:
        yield repr(current)
