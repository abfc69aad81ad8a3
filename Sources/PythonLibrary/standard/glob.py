"""The paths that match a pattern of a shell."""

import os as _os
from fnmatch import fnmatchcase as _matches

__all__ = ["escape", "glob", "iglob"]


def has_magic(s):
    return any(c in s for c in "*?[")


def escape(pathname):
    return "".join(f"[{c}]" if c in "*?[" else c for c in pathname)


def _names(directory):
    try:
        return sorted(_os.listdir(directory or "."))
    except OSError:
        return []


def _join(directory, name):
    return _os.path.join(directory, name) if directory else name


def _expand(directory, parts, recursive, hidden):
    if not parts:
        yield directory
        return
    part, rest = parts[0], parts[1:]
    if part == "**" and recursive:
        yield from _expand(directory, rest, recursive, hidden) if rest else [directory + "/" if directory else ""]
        for name in _names(directory):
            path = _join(directory, name)
            if hidden or not name.startswith("."):
                if _os.path.isdir(path):
                    yield from _expand(path, parts, recursive, hidden) if rest else _everything(path, hidden)
                elif not rest:
                    yield path
    elif has_magic(part):
        for name in _names(directory):
            if _matches(name, part) and (hidden or part.startswith(".") or not name.startswith(".")):
                path = _join(directory, name)
                if not rest or _os.path.isdir(path):
                    yield from _expand(path, rest, recursive, hidden)
    else:
        path = _join(directory, part)
        if part == "" or _os.path.exists(path):
            yield from _expand(path, rest, recursive, hidden)


def _everything(path, hidden):
    yield path
    for name in _names(path):
        if hidden or not name.startswith("."):
            below = _os.path.join(path, name)
            if _os.path.isdir(below):
                yield from _everything(below, hidden)
            else:
                yield below


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths one by one."""
    if root_dir is not None or dir_fd is not None:
        raise NotImplementedError("glob's root_dir and dir_fd are not supported here")
    absolute = pathname.startswith("/")
    parts = pathname.lstrip("/").split("/")
    for path in _expand("/" if absolute else "", parts, recursive, include_hidden):
        if path:
            yield path


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The list of the paths that match."""
    return list(iglob(
        pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))
