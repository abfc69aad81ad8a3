"""The session's files and directories. There is no operating system to reach."""

import _files
import os.path as path
from os.path import fspath, sep, altsep, curdir, pardir, extsep, pathsep

name = "posix"
linesep = "\n"
devnull = "/dev/null"
environ = {}
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
error = OSError


class PathLike:
    """The base of objects that stand for paths."""

    def __fspath__(self):
        raise NotImplementedError

    @classmethod
    def __class_getitem__(cls, item):
        return cls


def getcwd():
    return _files.getcwd()


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def getpid():
    return 1


def cpu_count():
    return 1


def listdir(path="."):
    return _files.listdir(fspath(path))


def mkdir(path, mode=0o777):
    _files.mkdir(fspath(path))


def makedirs(name, mode=0o777, exist_ok=False):
    name = fspath(name)
    head = path.dirname(name.rstrip("/"))
    if head and not path.exists(head):
        makedirs(head, mode, True)
    try:
        _files.mkdir(name)
    except FileExistsError:
        if not exist_ok or not path.isdir(name):
            raise


def rmdir(path):
    _files.rmdir(fspath(path))


def removedirs(name):
    rmdir(name)


def remove(path):
    _files.remove(fspath(path))


unlink = remove


def rename(src, dst):
    _files.rename(fspath(src), fspath(dst))


replace = renames = rename


def access(path, mode):
    return _files.exists(fspath(path))


class stat_result:
    def __init__(self, size, modified):
        self.st_size = size
        self.st_mtime = self.st_ctime = self.st_atime = modified
        self.st_mode = 0o100644


def stat(path):
    path = fspath(path)
    return stat_result(_files.size(path), _files.modified(path))


class DirEntry:
    def __init__(self, folder, name):
        self.name = name
        self.path = path.join(folder, name)

    def is_dir(self):
        return path.isdir(self.path)

    def is_file(self):
        return path.isfile(self.path)

    def stat(self):
        return stat(self.path)

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f"<DirEntry {self.name!r}>"


def scandir(path="."):
    return iter([DirEntry(fspath(path), name) for name in listdir(path)])


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    if not path.isdir(top):
        return
    names = listdir(top)
    folders = [name for name in names if path.isdir(path.join(top, name))]
    files = [name for name in names if name not in folders]
    if topdown:
        yield top, folders, files
    for folder in folders:
        yield from walk(path.join(top, folder), topdown)
    if not topdown:
        yield top, folders, files


def urandom(size):
    raise NotImplementedError("os.urandom: a document has no source of chance but random")


def system(command):
    raise PermissionError(1, "Operation not permitted: a document runs no other programs")


def _exit(status):
    raise SystemExit(status)
