"""Tracebacks as text."""

__all__ = ["FrameSummary", "StackSummary", "extract_tb", "format_exc", "format_exception", "format_exception_only",
           "format_list", "format_tb", "print_exc", "print_exception", "print_list", "print_tb"]

import sys
import _traceback

_missing = object()


class FrameSummary:
    """One line of a traceback."""

    __slots__ = ("filename", "lineno", "name", "line", "_text")

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.line = line
        self._text = f'  File "{filename}", line {lineno}, in {name}\n' + (f"    {line.strip()}\n" if line else "")

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            other = tuple(other)
        return tuple(self) == other if isinstance(other, tuple) else NotImplemented

    def __getitem__(self, index):
        return (self.filename, self.lineno, self.name, self.line)[index]

    def __iter__(self):
        return iter([self.filename, self.lineno, self.name, self.line])

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    def __len__(self):
        return 4


class StackSummary(list):
    """The lines of a traceback, outermost first."""

    def format(self):
        return [frame._text for frame in self]


def _exception(exc, value):
    if value is _missing:
        return exc
    return value


def extract_tb(tb, limit=None):
    """The lines of a traceback."""
    summary = StackSummary()
    for filename, lineno, name, line, text in _traceback.frames(tb, limit):
        frame = FrameSummary(filename, lineno, name, line=line)
        frame._text = text
        summary.append(frame)
    return summary


def format_list(extracted_list):
    frames = [frame if isinstance(frame, FrameSummary) else FrameSummary(*frame[:3], line=frame[3])
              for frame in extracted_list]
    return StackSummary(frames).format()


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    _write(format_tb(tb, limit), file)


def format_exception_only(exc, /, value=_missing):
    exc = _exception(exc, value)
    if isinstance(exc, BaseExceptionGroup):
        # Of a group only itself is told, not what is in it.
        kind = type(exc)
        name = kind.__qualname__ if kind.__module__ in ("__main__", "builtins") else f"{kind.__module__}.{kind.__qualname__}"
        notes = [line + "\n" for note in getattr(exc, "__notes__", ()) for line in str(note).split("\n")]
        return [f"{name}: {exc}\n", *notes]
    return [part for part in _traceback.parts(exc, False, 0) if part != "Traceback (most recent call last):\n"]


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    return _traceback.parts(_exception(exc, value), chain, limit)


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    _write(format_exception(exc, value, tb, limit, chain), file)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def _write(parts, file):
    file = sys.stderr if file is None else file
    for part in parts:
        file.write(part)
