"""JSON texts."""

import _json

__all__ = ["dump", "dumps", "load", "loads", "JSONDecoder", "JSONDecodeError", "JSONEncoder"]


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        ValueError.__init__(self, f"{msg}: line {lineno} column {colno} (char {pos})")
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno


class JSONDecoder:
    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self._hooks = (object_hook, parse_float, parse_int, parse_constant, object_pairs_hook, strict)

    def decode(self, s):
        return self._parsed(s, -1)[0]

    def raw_decode(self, s, idx=0):
        """The value that begins at a place of a text, and where it ends."""
        if idx < 0:
            raise ValueError("idx cannot be negative")
        return self._parsed(s, idx)

    def _parsed(self, s, place):
        answer = _json.parse(s, place, *self._hooks)
        if answer[0]:
            return answer[1:]
        raise JSONDecodeError(answer[1], s, answer[2])


def _encoding(data):
    """In which of the encodings of Unicode a JSON text is, whose first two characters are of ASCII."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    zeros = [byte == 0 for byte in data[:4]]
    if len(data) >= 4:
        if zeros[0]:
            return "utf-16-be" if not zeros[1] else "utf-32-be"
        if zeros[1]:
            return "utf-32-le" if zeros[2] and zeros[3] else "utf-16-le"
    elif len(data) == 2 and zeros[0]:
        return "utf-16-be"
    elif len(data) == 2 and zeros[1]:
        return "utf-16-le"
    return "utf-8"


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    """The value of a JSON text."""
    if isinstance(s, str):
        if s.startswith("\ufeff"):
            raise JSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0)
    elif isinstance(s, (bytes, bytearray)):
        s = s.decode(_encoding(s))
    else:
        raise TypeError(f"the JSON object must be str, bytes or bytearray, not {s.__class__.__name__}")
    decoder = (cls or JSONDecoder)(
        object_hook=object_hook, parse_float=parse_float, parse_int=parse_int, parse_constant=parse_constant,
        object_pairs_hook=object_pairs_hook, **kw)
    return decoder.decode(s)


def load(fp, **kw):
    return loads(fp.read(), **kw)


class JSONEncoder:
    item_separator = ", "
    key_separator = ": "

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","
        if default is not None:
            self.default = default

    def default(self, o):
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        return "".join(self.iterencode(o))

    def iterencode(self, o, _one_shot=False):
        parts = []
        indent = self.indent
        if isinstance(indent, int) and not isinstance(indent, bool):
            indent = " " * indent
        self._write(o, parts.append, indent, 0, set())
        return iter(parts)

    def _float(self, value):
        if value != value:
            text = "NaN"
        elif value in (float("inf"), -float("inf")):
            text = "Infinity" if value > 0 else "-Infinity"
        else:
            return float.__repr__(value)
        if not self.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant")
        return text

    def _key(self, key):
        if isinstance(key, str):
            return key
        if key is True:
            return "true"
        if key is False:
            return "false"
        if key is None:
            return "null"
        if isinstance(key, int):
            return int.__repr__(key)
        if isinstance(key, float):
            return self._float(key)
        if self.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")

    def _write(self, o, write, indent, level, seen):
        if isinstance(o, str):
            write(_json.quote(o, self.ensure_ascii))
        elif o is None:
            write("null")
        elif o is True:
            write("true")
        elif o is False:
            write("false")
        elif isinstance(o, int):
            write(int.__repr__(o))
        elif isinstance(o, float):
            write(self._float(o))
        elif isinstance(o, (list, tuple, dict)):
            if self.check_circular and id(o) in seen:
                raise ValueError("Circular reference detected")
            seen.add(id(o))
            self._write_container(o, write, indent, level, seen)
            seen.discard(id(o))
        else:
            if self.check_circular and id(o) in seen:
                raise ValueError("Circular reference detected")
            seen.add(id(o))
            self._write(self.default(o), write, indent, level, seen)
            seen.discard(id(o))

    def _write_container(self, o, write, indent, level, seen):
        is_dict = isinstance(o, dict)
        opening, closing = "{}" if is_dict else "[]"
        if not o:
            write(opening + closing)
            return
        write(opening)
        gap = "" if indent is None else "\n" + indent * (level + 1)
        separator = self.item_separator + gap
        first = True
        for item in (sorted(o.items()) if self.sort_keys else o.items()) if is_dict else o:
            if is_dict:
                key = self._key(item[0])
                if key is None:
                    continue
            write(gap if first else separator)
            first = False
            if is_dict:
                write(_json.quote(key, self.ensure_ascii))
                write(self.key_separator)
                item = item[1]
            self._write(item, write, indent, level + 1, seen)
        if indent is not None:
            write("\n" + indent * level)
        write(closing)


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    """A value as a JSON text."""
    return (cls or JSONEncoder)(
        skipkeys=skipkeys, ensure_ascii=ensure_ascii, check_circular=check_circular, allow_nan=allow_nan, indent=indent,
        separators=separators, default=default, sort_keys=sort_keys, **kw).encode(obj)


def dump(obj, fp, **kw):
    fp.write(dumps(obj, **kw))
