"""Files and directories with names of chance, among the session's files."""

import os
import random
import shutil

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp",
    "gettempprefix", "tempdir", "gettempdir",
]

tempdir = None
_source = random.Random()


def gettempdir():
    return tempdir or "/tmp"


def gettempdirb():
    return gettempdir().encode()


def gettempprefix():
    return "tmp"


def mktemp(suffix="", prefix="tmp", dir=None):
    """A path at which nothing is."""
    folder = gettempdir() if dir is None else os.fspath(dir)
    if dir is None:
        os.makedirs(folder, exist_ok=True)
    while True:
        name = "".join(_source.choices("abcdefghijklmnopqrstuvwxyz0123456789_", k=8))
        path = os.path.abspath(os.path.join(folder, (prefix or "") + name + (suffix or "")))
        if not os.path.exists(path):
            return path


def mkdtemp(suffix=None, prefix="tmp", dir=None):
    path = mktemp(suffix or "", "tmp" if prefix is None else prefix, dir)
    os.mkdir(path)
    return path


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    raise NotImplementedError(
        "tempfile.mkstemp: files have no descriptors in nbrun; the nearest is tempfile.NamedTemporaryFile")


class _TemporaryFile:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete):
        self.file = file
        self.name = name
        self.delete = delete
        self._is_closed = False

    def __getattr__(self, name):
        return getattr(self.__dict__["file"], name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        return iter(self.file)

    def close(self):
        if self._is_closed:
            return
        self._is_closed = True
        self.file.close()
        if self.delete and os.path.exists(self.name):
            os.remove(self.name)


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None):
    path = mktemp(suffix or "", "tmp" if prefix is None else prefix, dir)
    return _TemporaryFile(open(path, mode, encoding=encoding, newline=newline), path, delete)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    return NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir)


def SpooledTemporaryFile(max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                         dir=None, *, errors=None):
    return NamedTemporaryFile(mode, buffering, encoding, newline, suffix, prefix, dir)


class TemporaryDirectory:
    """A directory that is removed at the end of `with`."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)

    def __repr__(self):
        return f"<{self.__class__.__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *details):
        self.cleanup()

    def cleanup(self):
        if os.path.exists(self.name):
            shutil.rmtree(self.name)
