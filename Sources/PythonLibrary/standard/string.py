"""Sets of characters, and templates."""

__all__ = [
    "ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable",
    "punctuation", "whitespace", "Formatter", "Template",
]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Every word with a capital at its beginning."""
    return (sep or " ").join(map(str.capitalize, s.split(sep)))


class Template:
    """A text with `$name` and `${name}` to put values in for."""

    delimiter = "$"

    def __init__(self, template):
        self.template = template

    def _parts(self):
        """Literal texts as (text, None), names as (text, name); a name of None in the second place is an error."""
        text = self.template
        position = 0
        while True:
            found = text.find(self.delimiter, position)
            if found < 0:
                yield text[position:], None
                return
            yield text[position:found], None
            after = text[found + 1:found + 2]
            if after == self.delimiter:
                yield self.delimiter, None
                position = found + 2
                continue
            braced = after == "{"
            start = end = found + 1 + braced
            while end < len(text) and (text[end].isascii() and (text[end].isalnum() or text[end] == "_")) and not (
                    end == start and text[end].isdigit()):
                end += 1
            if end == start or braced and text[end:end + 1] != "}":
                yield text[found:found + 1], found
                position = found + 1
                continue
            position = end + braced
            yield text[found:position], text[start:end]

    def _error(self, place):
        lines = self.template[:place].splitlines(keepends=True)
        column = place - len("".join(lines[:-1])) + 1 if lines else 1
        raise ValueError(f"Invalid placeholder in string: line {max(len(lines), 1)}, col {column}")

    def substitute(self, mapping={}, /, **kws):
        values = {**mapping, **kws}
        made = []
        for text, name in self._parts():
            if isinstance(name, int):
                self._error(name)
            made.append(text if name is None else str(values[name]))
        return "".join(made)

    def is_valid(self):
        return not any(isinstance(name, int) for _, name in self._parts())

    def get_identifiers(self):
        return list(dict.fromkeys(name for _, name in self._parts() if isinstance(name, str)))

    def safe_substitute(self, mapping={}, /, **kws):
        values = {**mapping, **kws}
        return "".join(
            str(values[name]) if isinstance(name, str) and name in values else text for text, name in self._parts())


def _pieces(text):
    """The literal texts of a format string, each with the field behind it."""
    position, literal = 0, ""
    while position < len(text):
        character = text[position]
        position += 1
        if character not in "{}":
            literal += character
            continue
        if text[position:position + 1] == character:
            position += 1
            yield literal + character, None, None, None
            literal = ""
            continue
        if character == "}":
            raise ValueError("Single '}' encountered in format string")
        start, depth = position, 1
        while position < len(text):
            depth += {"{": 1, "}": -1}.get(text[position], 0)
            if not depth:
                break
            position += 1
        if depth:
            raise ValueError(
                "Single '{' encountered in format string" if start == len(text) else "expected '}' before end of string")
        yield (literal, *_field(text[start:position]))
        literal = ""
        position += 1
    if literal:
        yield literal, None, None, None


def _field(text):
    """Name, specification and conversion of what stands between braces."""
    end, depth = 0, 0
    while end < len(text) and (depth or text[end] not in "!:"):
        depth += {"[": 1, "]": -1}.get(text[end], 0)
        end += 1
    name, rest = text[:end], text[end:]
    if not rest.startswith("!"):
        return name, rest[1:], None
    if len(rest) < 2:
        raise ValueError("end of string while looking for conversion specifier")
    if rest[2:] and rest[2] != ":":
        raise ValueError("expected ':' after conversion specifier")
    return name, rest[3:], rest[1]


class Formatter:
    """The behaviour of `str.format`, in parts that subclasses replace."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2, 0)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used, depth, number):
        if depth < 0:
            raise ValueError("Max string recursion exceeded")
        made = []
        for literal, name, spec, conversion in self.parse(format_string):
            if literal:
                made.append(literal)
            if name is None:
                continue
            if name == "":
                if number is False:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                name = str(number)
                number += 1
            elif name.isdigit():
                if number:
                    raise ValueError("cannot switch from manual field specification to automatic field numbering")
                number = False
            value, key = self.get_field(name, args, kwargs)
            used.add(key)
            value = self.convert_field(value, conversion)
            spec, number = self._vformat(spec, args, kwargs, used, depth - 1, number)
            made.append(self.format_field(value, spec))
        return "".join(made), number

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in ("s", "r", "a"):
            return {"s": str, "r": repr, "a": ascii}[conversion](value)
        raise ValueError(f"Unknown conversion specifier {conversion!s}")

    def parse(self, format_string):
        return _pieces(format_string)

    def get_field(self, field_name, args, kwargs):
        end = 0
        while end < len(field_name) and field_name[end] not in ".[":
            end += 1
        first, rest = field_name[:end], field_name[end:]
        key = int(first) if first.isdigit() else first
        value = self.get_value(key, args, kwargs)
        while rest:
            if rest[0] == ".":
                end = 1
                while end < len(rest) and rest[end] not in ".[":
                    end += 1
                value, rest = getattr(value, rest[1:end]), rest[end:]
            else:
                item, closed, rest = rest[1:].partition("]")
                if not closed:
                    raise ValueError("Missing ']' in format string")
                value = value[int(item) if item.isdigit() else item]
        return value, key
