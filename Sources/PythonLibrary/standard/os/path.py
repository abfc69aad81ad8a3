"""Paths of the session's files."""

import _files

sep = "/"
altsep = None
curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    method = getattr(type(path), "__fspath__", None)
    if method is None:
        raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")
    return method(path)


def _check_parts(function, *parts):
    """Refuses parts that are no paths, and texts beside bytes."""
    for part in parts:
        if not isinstance(part, (str, bytes)) and not hasattr(type(part), "__fspath__"):
            raise TypeError(
                f"{function}() argument must be str, bytes, or os.PathLike object, not {type(part).__name__!r}")
    if len({isinstance(fspath(part), bytes) for part in parts}) > 1:
        raise TypeError("Can't mix strings and bytes in path components")


def splitdrive(p):
    """Paths of this system have no drives."""
    p = fspath(p)
    return p[:0], p


def join(a, *p):
    path = fspath(a)
    _check_parts("join", a, *p)
    for part in map(fspath, p):
        if part.startswith("/"):
            path = part
        elif not path or path.endswith("/"):
            path += part
        else:
            path += "/" + part
    return path


def split(p):
    p = fspath(p)
    cut = p.rfind("/") + 1
    head, tail = p[:cut], p[cut:]
    if head and head != "/" * len(head):
        head = head.rstrip("/")
    return head, tail


def splitext(p):
    p = fspath(p)
    base = p.rfind("/") + 1
    dot = p.rfind(".")
    if dot > base and p[base:dot].strip("."):
        return p[:dot], p[dot:]
    return p, ""


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def isabs(s):
    return fspath(s).startswith("/")


def normpath(path):
    path = fspath(path)
    if not path:
        return "."
    root = "/" if path.startswith("/") else ""
    if path.startswith("//") and not path.startswith("///"):
        root = "//"
    parts = []
    for part in path.split("/"):
        if part in ("", "."):
            continue
        if part != ".." or not root and not parts or parts and parts[-1] == "..":
            parts.append(part)
        elif parts:
            parts.pop()
    return root + "/".join(parts) or "."


def abspath(path):
    path = fspath(path)
    return normpath(path if path.startswith("/") else join(_files.getcwd(), path))


realpath = abspath


def relpath(path, start="."):
    origin = [part for part in abspath(start).split("/") if part]
    target = [part for part in abspath(path).split("/") if part]
    common = 0
    while common < min(len(origin), len(target)) and origin[common] == target[common]:
        common += 1
    parts = [".."] * (len(origin) - common) + target[common:]
    return "/".join(parts) or "."


def commonprefix(m):
    if not m:
        return ""
    first, last = min(m), max(m)
    for index, character in enumerate(first):
        if character != last[index]:
            return first[:index]
    return first


def commonpath(paths):
    paths = [fspath(path) for path in paths]
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    if len({path.startswith(sep) for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    parts = [[part for part in path.split(sep) if part and part != curdir] for path in paths]
    first, last = min(parts), max(parts)
    shared = 0
    while shared < len(first) and first[shared] == last[shared]:
        shared += 1
    return (sep if paths[0].startswith(sep) else "") + sep.join(first[:shared])


def expanduser(path):
    path = fspath(path)
    return "/home/user" + path[1:] if path == "~" or path.startswith("~/") else path


def expandvars(path):
    return fspath(path)


def normcase(s):
    return fspath(s)


def exists(path):
    return _files.exists(fspath(path))


lexists = exists


def isfile(path):
    return _files.isfile(fspath(path))


def isdir(s):
    return _files.isdir(fspath(s))


def islink(path):
    return False


def getsize(filename):
    return _files.size(fspath(filename))


def getmtime(filename):
    return _files.modified(fspath(filename))


getctime = getatime = getmtime


def samefile(f1, f2):
    return abspath(f1) == abspath(f2)
