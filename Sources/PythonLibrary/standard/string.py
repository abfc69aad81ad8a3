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

    def safe_substitute(self, mapping={}, /, **kws):
        values = {**mapping, **kws}
        return "".join(
            str(values[name]) if isinstance(name, str) and name in values else text for text, name in self._parts())


class Formatter:
    """The behaviour of `str.format`."""

    def format(self, format_string, /, *args, **kwargs):
        return format_string.format(*args, **kwargs)

    def vformat(self, format_string, args, kwargs):
        return format_string.format(*args, **kwargs)
