"""Files in memory."""

from builtins import open

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


class UnsupportedOperation(OSError, ValueError):
    pass


class IOBase:
    closed = False

    def close(self):
        self.closed = True

    def _check(self):
        if self.closed:
            raise ValueError("I/O operation on closed file")

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, *details):
        self.close()

    def __iter__(self):
        self._check()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def flush(self):
        self._check()

    def readable(self):
        return True

    writable = seekable = readable

    def isatty(self):
        return False

    def readlines(self, hint=-1):
        return list(self)

    def writelines(self, lines):
        for line in lines:
            self.write(line)


class _MemoryFile(IOBase):
    def _start(self, value):
        self._value = value
        self._position = 0

    def getvalue(self):
        self._check()
        return self._value

    def read(self, size=-1, /):
        self._check()
        end = len(self._value) if size is None or size < 0 else self._position + size
        part = self._value[self._position:end]
        self._position += len(part)
        return part

    def readline(self, size=-1, /):
        self._check()
        found = self._value.find(self._newline, self._position)
        end = len(self._value) if found < 0 else found + 1
        if size is not None and 0 <= size < end - self._position:
            end = self._position + size
        return self.read(end - self._position)

    def _put(self, data):
        self._check()
        before = self._value[:self._position]
        before += self._filler * (self._position - len(before))
        self._value = before + data + self._value[self._position + len(data):]
        self._position += len(data)
        return len(data)

    def tell(self):
        self._check()
        return self._position

    def seek(self, pos, whence=0, /):
        self._check()
        if whence == 0:
            if pos < 0:
                raise ValueError(f"Negative seek position {pos}")
            self._position = pos
        elif whence == 1:
            self._position = max(self._position + pos, 0)
        else:
            self._position = max(len(self._value) + pos, 0)
        return self._position

    def truncate(self, size=None, /):
        self._check()
        size = self._position if size is None else size
        self._value = self._value[:size]
        return size


class StringIO(_MemoryFile):
    """A text file in memory."""

    _newline = "\n"
    _filler = "\0"
    encoding = None

    def __init__(self, initial_value="", newline="\n"):
        self._start(initial_value or "")

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        return self._put(s)


class BytesIO(_MemoryFile):
    """A binary file in memory."""

    _newline = b"\n"
    _filler = b"\0"

    def __init__(self, initial_bytes=b""):
        self._start(bytes(initial_bytes))

    def write(self, b, /):
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        return self._put(bytes(b))

    def getbuffer(self):
        return self._value

    read1 = _MemoryFile.read


TextIOBase = RawIOBase = BufferedIOBase = IOBase
