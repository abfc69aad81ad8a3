"""Paths as objects, over the files in memory."""

import fnmatch as _fnmatch
import io as _io
import os as _os

__all__ = ["Path", "PosixPath", "PurePath", "PurePosixPath"]


class PurePath:
    """A path that does not look at files."""

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        elif cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        text = ""
        for part in args:
            part = _os.fspath(part)
            if not isinstance(part, str):
                raise TypeError(
                    "argument should be a str object or an os.PathLike object returning str, not "
                    f"{type(part)!r}")
            text = part if part.startswith("/") or not text else text + ("" if text.endswith("/") else "/") + part
        self.root = "" if not text.startswith("/") else "//" if text.startswith("//") and text[2:3] != "/" else "/"
        self._names = tuple(name for name in text.split("/") if name not in ("", "."))

    def _made(self, names, root=None):
        made = object.__new__(type(self))
        made.root, made._names = self.root if root is None else root, tuple(names)
        return made

    drive = ""

    @property
    def anchor(self):
        return self.root

    @property
    def parts(self):
        return (self.root, *self._names) if self.root else self._names

    @property
    def name(self):
        return self._names[-1] if self._names else ""

    @property
    def suffix(self):
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        return [] if name.endswith(".") else ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        suffix = self.suffix
        return self.name[:-len(suffix)] if suffix else self.name

    @property
    def parent(self):
        return self._made(self._names[:-1])

    @property
    def parents(self):
        return _Parents(self)

    def is_absolute(self):
        return bool(self.root)

    def as_posix(self):
        return str(self)

    def as_uri(self):
        if not self.root:
            raise ValueError("relative path can't be expressed as a file URI")
        plain = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~/"
        return "file://" + "".join(chr(byte) if byte in plain else f"%{byte:02X}" for byte in bytes(self))

    def is_reserved(self):
        return False

    def __bytes__(self):
        return str(self).encode()

    def __str__(self):
        return self.root + "/".join(self._names) or "."

    def __fspath__(self):
        return str(self)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other):
        return self.parts == other.parts if isinstance(other, PurePath) else NotImplemented

    def __reduce__(self):
        return self.__class__, tuple(self.parts)

    def __hash__(self):
        return hash(self.parts)

    def __lt__(self, other):
        return self.parts < other.parts if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self.parts <= other.parts if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self.parts > other.parts if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self.parts >= other.parts if isinstance(other, PurePath) else NotImplemented

    def joinpath(self, *others):
        return type(self)(self, *others)

    def __truediv__(self, other):
        try:
            return type(self)(self, other)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, other):
        try:
            return type(self)(other, self)
        except TypeError:
            return NotImplemented

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._made((*self._names[:-1], name))

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._made((*self._names[:-1], self.stem + suffix))

    def relative_to(self, *other):
        base = type(self)(*other)
        if self.parts[:len(base.parts)] != base.parts:
            raise ValueError(
                f"{str(self)!r} is not in the subpath of {str(base)!r} OR one path is relative and the other is "
                "absolute.")
        return self._made(self.parts[len(base.parts):], "")

    def is_relative_to(self, *other):
        base = type(self)(*other)
        return self.parts[:len(base.parts)] == base.parts

    def match(self, pattern):
        wanted = PurePosixPath(pattern)
        if not wanted.parts:
            raise ValueError("empty pattern")
        parts = self.parts
        if wanted.root and len(parts) != len(wanted.parts) or len(wanted.parts) > len(parts):
            return False
        return all(_fnmatch.fnmatchcase(part, one) for part, one in zip(reversed(parts), reversed(wanted.parts)))


class _Parents:
    """The directories above a path."""

    def __init__(self, path):
        self._path = path

    def __len__(self):
        return len(self._path._names)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._path._made(self._path._names[:len(self) - 1 - index % len(self)])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePosixPath(PurePath):
    pass


class Path(PurePath):
    """A path with the operations of files."""

    @classmethod
    def cwd(cls):
        return cls(_os.getcwd())

    @classmethod
    def home(cls):
        return cls("/")

    def exists(self):
        return _os.path.exists(str(self))

    def is_dir(self):
        return _os.path.isdir(str(self))

    def is_file(self):
        return _os.path.isfile(str(self))

    def is_symlink(self):
        return False

    def stat(self):
        return _os.stat(str(self))

    def absolute(self):
        return self if self.root else type(self)(_os.getcwd(), self)

    def resolve(self, strict=False):
        if strict:
            self.stat()
        return type(self)(_os.path.abspath(str(self)))

    def expanduser(self):
        return self

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return _io.open(str(self), mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None):
        with self.open("r", encoding=encoding, errors=errors) as file:
            return file.read()

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        with self.open("wb") as file:
            return file.write(data)

    def touch(self, mode=0o666, exist_ok=True):
        if self.exists():
            if not exist_ok:
                raise FileExistsError(17, "File exists", str(self))
        else:
            self.write_bytes(b"")

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            _os.mkdir(str(self))
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                if exist_ok and self.is_dir():
                    return
                raise
            above = self.parent
            if above == self or not parents:
                raise
            above.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, exist_ok=exist_ok)

    def rmdir(self):
        _os.rmdir(str(self))

    def unlink(self, missing_ok=False):
        try:
            _os.remove(str(self))
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rename(self, target):
        _os.rename(str(self), _os.fspath(target))
        return type(self)(target)

    replace = rename

    def iterdir(self):
        for name in _os.listdir(str(self)):
            yield self._made((*self._names, name))

    def _walk(self):
        yield self
        for path in sorted(self.iterdir()):
            if path.is_dir():
                yield from path._walk()

    def _select(self, parts):
        if not parts:
            yield self
            return
        part, rest = parts[0], parts[1:]
        if part == "**":
            for folder in self._walk():
                yield from folder._select(rest)
        elif any(c in part for c in "*?["):
            for path in sorted(self.iterdir()):
                if _fnmatch.fnmatchcase(path.name, part) and (not rest or path.is_dir()):
                    yield from path._select(rest)
        else:
            path = self._made((*self._names, part))
            if path.exists():
                yield from path._select(rest)

    def glob(self, pattern):
        """The paths below that match."""
        if not pattern:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        if pattern.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        seen = set()
        for path in self._select(PurePosixPath(pattern)._names) if self.is_dir() else ():
            if path not in seen:
                seen.add(path)
                yield path

    def rglob(self, pattern):
        yield from self.glob("**/" + pattern)


class PosixPath(Path, PurePosixPath):
    pass
