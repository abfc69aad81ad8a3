"""Warnings, which are written to the error stream."""

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
           "catch_warnings"]

import sys

#: What to do with warnings: (action, message, category, module, line), the first that fits decides.
filters = []
_seen = set()


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.source = message, category, source
        self.file, self.filename, self.lineno, self.line = file, filename, lineno, line

    def __str__(self):
        name = self.category.__name__ if self.category else None
        return (f"{{message : {self.message!r}, category : {name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return text + (f"  {line.strip()}\n" if line else "")


def showwarning(message, category, filename, lineno, file=None, line=None):
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError(f"invalid action: {action!r}")
    entry = (action, message, category, module, lineno)
    if append:
        filters.append(entry)
    else:
        if entry in filters:
            filters.remove(entry)
        filters.insert(0, entry)


def simplefilter(action, category=Warning, lineno=0, append=False):
    filterwarnings(action, "", category, "", lineno, append)


def resetwarnings():
    filters[:] = []


def _matches(pattern, text):
    if not pattern:
        return True
    import re
    return re.match(pattern, text, re.IGNORECASE) is not None


def _place(stacklevel):
    try:
        frame = sys._getframe(stacklevel + 1)
        return frame.f_code.co_filename, frame.f_lineno, frame.f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return "<stdin>", 1, "__main__"


def warn(message, category=None, stacklevel=1, source=None):
    """Issues a warning, unless a filter says otherwise."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    filename, lineno, module = _place(stacklevel)
    warn_explicit(message, category, filename, lineno, module, source=source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    text = str(message)
    action = "default"
    for kind, pattern, wanted, wanted_module, line in filters:
        if (issubclass(category, wanted) and _matches(pattern, text) and _matches(wanted_module, module or "")
                and line in (0, lineno)):
            action = kind
            break
    else:
        if issubclass(category, (PendingDeprecationWarning, ImportWarning, ResourceWarning)) or (
                issubclass(category, DeprecationWarning) and module != "__main__"):
            action = "ignore"
    if action == "ignore":
        return
    if not isinstance(message, Warning):
        message = category(message)
    if action == "error":
        raise message
    if action != "always":
        key = (text, category) + {"once": (), "module": (module,)}.get(action, (module, lineno))
        if key in _seen:
            return
        _seen.add(key)
    _show(WarningMessage(message, category, filename, lineno, source=source))


def _show(entry):
    if _recorders:
        _recorders[-1].append(entry)
    else:
        showwarning(entry.message, entry.category, entry.filename, entry.lineno)


_recorders = []


class catch_warnings:
    """Restores the filters at the end, and on request keeps the warnings in a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        self._saved = filters[:]
        self._saved_seen = set(_seen)
        _seen.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        if self._record:
            log = []
            _recorders.append(log)
            return log
        return None

    def __exit__(self, *details):
        filters[:] = self._saved
        _seen.clear()
        _seen.update(self._saved_seen)
        if self._record:
            _recorders.pop()
