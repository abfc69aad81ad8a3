"""Regular expressions."""

import _re
import enum

_MappingProxy = type(type.__dict__)

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template",
    "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE",
    "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
]


class RegexFlag(enum.IntFlag):
    NOFLAG = 0
    IGNORECASE = I = 2
    LOCALE = L = 4
    MULTILINE = M = 8
    DOTALL = S = 16
    UNICODE = U = 32
    VERBOSE = X = 64
    DEBUG = 128
    ASCII = A = 256

    def __repr__(self):
        names = [f"re.{member.name}" for member in RegexFlag if member.value & self._value_]
        return "|".join(names) or "re.NOFLAG"

    __str__ = __repr__


NOFLAG = RegexFlag.NOFLAG
IGNORECASE = I = RegexFlag.IGNORECASE
LOCALE = L = RegexFlag.LOCALE
MULTILINE = M = RegexFlag.MULTILINE
DOTALL = S = RegexFlag.DOTALL
UNICODE = U = RegexFlag.UNICODE
VERBOSE = X = RegexFlag.VERBOSE
DEBUG = RegexFlag.DEBUG
ASCII = A = RegexFlag.ASCII


class error(Exception):
    """What is wrong with a pattern."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            msg = f"{msg} at position {pos}"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


class Match:
    """Where a pattern matched."""

    _is_written_in_c = True

    def __init__(self, pattern, string, pos, endpos, places):
        self.re = pattern
        self.string = string
        self.pos = pos
        self.endpos = endpos
        self._places = places

    def _number(self, group):
        if isinstance(group, int):
            if 0 <= group <= self.re.groups:
                return group
        elif group in self.re.groupindex:
            return self.re.groupindex[group]
        raise IndexError("no such group")

    def _text(self, number, default=None):
        start = self._places[number * 2]
        end = self._places[number * 2 + 1]
        return default if start < 0 or end < 0 else self.string[start:end]

    def group(self, *groups):
        if not groups:
            return self._text(0)
        if len(groups) == 1:
            return self._text(self._number(groups[0]))
        return tuple([self._text(self._number(group)) for group in groups])

    __getitem__ = lambda self, group: self._text(self._number(group))

    def groups(self, default=None):
        return tuple([self._text(number, default) for number in range(1, self.re.groups + 1)])

    def groupdict(self, default=None):
        return {name: self._text(number, default) for name, number in self.re.groupindex.items()}

    def start(self, group=0, /):
        return self.span(group)[0]

    def end(self, group=0, /):
        return self.span(group)[1]

    def span(self, group=0, /):
        number = self._number(group)
        start, end = self._places[number * 2:number * 2 + 2]
        return (-1, -1) if start < 0 or end < 0 else (start, end)

    @property
    def lastindex(self):
        number = self._places[-1]
        return number if number > 0 else None

    @property
    def lastgroup(self):
        for name, number in self.re.groupindex.items():
            if number == self.lastindex:
                return name
        return None

    @property
    def regs(self):
        return tuple([self.span(number) for number in range(self.re.groups + 1)])

    def expand(self, template):
        return self.re._expanded(template, self)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<re.Match object; span={self.span()}, match={self.group()!r}>"


class Pattern:
    """A compiled pattern."""

    _is_written_in_c = True

    def __init__(self, pattern, flags):
        self.pattern = pattern
        self._is_bytes = isinstance(pattern, bytes)
        text = pattern
        if self._is_bytes:
            if flags & UNICODE:
                raise ValueError("cannot use UNICODE flag with a bytes pattern")
            text = pattern.decode("latin-1")
            flags |= ASCII
        program = _re.compile(text, int(flags))
        if isinstance(program, tuple):
            # What is wrong with no one place of the pattern is told without it.
            raise error(program[0], pattern if program[1] is not None else None, program[1])
        self._program = program
        self.groups = program.groups
        self.groupindex = _MappingProxy(program.groupindex)
        self.flags = program.flags & ~256 if self._is_bytes and not flags & ~ASCII & 256 else program.flags

    def __reduce__(self):
        return compile, (self.pattern, self.flags)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def _run(self, string, pos, endpos, mode, not_empty_at=-1):
        if self._is_bytes:
            if isinstance(string, str):
                raise TypeError("cannot use a bytes pattern on a string-like object")
            text = bytes(string).decode("latin-1")
        elif isinstance(string, (bytes, bytearray)):
            raise TypeError("cannot use a string pattern on a bytes-like object")
        elif not isinstance(string, str):
            raise TypeError(f"expected string or bytes-like object, got {type(string).__name__!r}")
        else:
            text = string
        return self._program.run(text, pos, endpos, mode, not_empty_at)

    def _matched(self, string, pos, endpos, mode):
        length = len(string) if hasattr(string, "__len__") else 0
        pos = min(max(pos, 0), length)
        endpos = length if endpos is None else min(max(endpos, 0), length)
        places = self._run(string, pos, endpos, mode)
        return None if places is None else Match(self, string, pos, endpos, places)

    def match(self, string, pos=0, endpos=None):
        return self._matched(string, pos, endpos, 1)

    def fullmatch(self, string, pos=0, endpos=None):
        return self._matched(string, pos, endpos, 2)

    def search(self, string, pos=0, endpos=None):
        return self._matched(string, pos, endpos, 0)

    def finditer(self, string, pos=0, endpos=None):
        length = len(string) if hasattr(string, "__len__") else 0
        start = min(max(pos, 0), length)
        end = length if endpos is None else min(max(endpos, 0), length)
        not_empty_at = -1
        while start <= end:
            places = self._run(string, start, end, 0, not_empty_at)
            if places is None:
                return
            yield Match(self, string, pos, end, places)
            start = places[1]
            not_empty_at = start if places[0] == start else -1

    def findall(self, string, pos=0, endpos=None):
        empty = b"" if self._is_bytes else ""
        found = []
        for one in self.finditer(string, pos, endpos):
            if self.groups == 0:
                found.append(one.group())
            elif self.groups == 1:
                found.append(one._text(1, empty))
            else:
                found.append(one.groups(empty))
        return found

    def split(self, string, maxsplit=0):
        parts = []
        last = 0
        for one in self.finditer(string):
            if maxsplit and len(parts) // (1 + self.groups) >= maxsplit:
                break
            parts.append(string[last:one.start()])
            parts.extend(one.groups())
            last = one.end()
        parts.append(string[last:])
        return parts

    def sub(self, repl, string, count=0):
        return self.subn(repl, string, count)[0]

    def subn(self, repl, string, count=0):
        empty = b"" if self._is_bytes else ""
        make = repl if callable(repl) else None
        if make is None:
            template = self._template(repl)
            make = lambda one: self._filled(template, one)
        parts = []
        last = done = 0
        for one in self.finditer(string):
            if count and done >= count:
                break
            if last < one.start():
                parts.append(string[last:one.start()])
            parts.append(make(one))
            last = one.end()
            done += 1
        if not done:
            return string, 0
        parts.append(string[last:])
        return empty.join(parts), done

    def _expanded(self, template, one):
        return self._filled(self._template(template), one)

    def _filled(self, template, one):
        empty = b"" if self._is_bytes else ""
        return empty.join([part if not isinstance(part, int) else one._text(part, empty) for part in template])

    def _template(self, repl):
        """A replacement text as its literal parts and the numbers of its groups."""
        text = repl.decode("latin-1") if isinstance(repl, bytes) else repl
        parts = []
        literal = []

        def reference(number, place):
            if number > self.groups:
                raise error(f"invalid group reference {number}", repl, place)
            flush()
            parts.append(number)

        def flush():
            if literal:
                made = "".join(literal)
                parts.append(made.encode("latin-1") if self._is_bytes else made)
                literal.clear()

        place = 0
        while place < len(text):
            character = text[place]
            if character != "\\":
                literal.append(character)
                place += 1
                continue
            if place + 1 >= len(text):
                raise error("bad escape (end of pattern)", repl, place)
            letter = text[place + 1]
            if letter == "g":
                if text[place + 2:place + 3] != "<":
                    raise error("missing <", repl, place + 2)
                end = text.find(">", place + 3)
                if end < 0:
                    raise error("missing >, unterminated name", repl, place + 3)
                name = text[place + 3:end]
                if not name:
                    raise error("missing group name", repl, place + 3)
                if name.isdigit():
                    reference(int(name), place + 3)
                elif name in self.groupindex:
                    reference(self.groupindex[name], place + 3)
                elif name.isidentifier():
                    raise IndexError(f"unknown group name {name!r}")
                else:
                    raise error(f"bad character in group name {name!r}", repl, place + 3)
                place = end + 1
            elif letter == "0":
                digits = letter
                while len(digits) < 3 and text[place + 1 + len(digits):place + 2 + len(digits)] in tuple("01234567"):
                    digits += text[place + 1 + len(digits)]
                literal.append(chr(int(digits, 8) & 0xFF))
                place += 1 + len(digits)
            elif letter.isdigit():
                digits = letter
                following = text[place + 2:place + 3]
                if following.isdigit():
                    third = text[place + 3:place + 4]
                    if letter in "01234567" and following in "01234567" and third and third in "01234567":
                        value = int(letter + following + third, 8)
                        if value > 0o377:
                            raise error(
                                f"octal escape value \\{letter}{following}{third} outside of range 0-0o377", repl, place)
                        literal.append(chr(value))
                        place += 4
                        continue
                    digits += following
                reference(int(digits), place + 1)
                place += 1 + len(digits)
            else:
                escapes = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
                if letter in escapes:
                    literal.append(escapes[letter])
                elif letter.isascii() and letter.isalpha():
                    raise error(f"bad escape \\{letter}", repl, place)
                else:
                    literal.append("\\" + letter)
                place += 2
        flush()
        return parts

    def __eq__(self, other):
        if not isinstance(other, Pattern):
            return NotImplemented
        return (self.pattern, self.flags) == (other.pattern, other.flags)

    def __hash__(self):
        return hash((self.pattern, self.flags))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        flags = RegexFlag(self.flags & ~(0 if self._is_bytes else 32))
        shown = f", {flags!r}" if flags else ""
        text = repr(self.pattern)
        return f"re.compile({text[:200]}{shown})"


_compiled = {}


def compile(pattern, flags=0):
    """A pattern to use again and again."""
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    key = (type(pattern), pattern, int(flags))
    found = _compiled.get(key)
    if found is None:
        if len(_compiled) >= 512:
            _compiled.clear()
        found = _compiled[key] = Pattern(pattern, flags)
    return found


template = compile


def match(pattern, string, flags=0):
    return compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    return compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    return compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    return compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    return compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    return compile(pattern, flags).finditer(string)


def purge():
    _compiled.clear()


def escape(pattern):
    """A text in which every special character is escaped."""
    special = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"
    if isinstance(pattern, bytes):
        return escape(pattern.decode("latin-1")).encode("latin-1")
    return "".join(["\\" + character if character in special else character for character in pattern])
