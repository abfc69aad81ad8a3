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
    _is_text = False

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
        else:
            if self._is_text and pos:
                raise OSError(f"Can't do nonzero {'cur' if whence == 1 else 'end'}-relative seeks")
            self._position = max((self._position if whence == 1 else len(self._value)) + pos, 0)
        return self._position

    def truncate(self, size=None, /):
        self._check()
        size = self._position if size is None else size
        self._value = self._value[:size]
        return size


class StringIO(_MemoryFile):
    """A text file in memory."""

    _is_written_in_c = True

    _is_text = True
    _filler = "\0"
    encoding = None

    def __init__(self, initial_value="", newline="\n"):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"newline must be str or None, not {type(newline).__name__}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline!r}")
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(f"initial_value must be str or None, not {type(initial_value).__name__}")
        self._ending = newline
        self._added = []
        self._start("")
        if initial_value:
            self.write(initial_value)
            self._position = 0

    @property
    def _value(self):
        # Writing at the end, which is what most do, only notes the text.
        if self._added:
            self._text += "".join(self._added)
            self._added = []
        return self._text

    @_value.setter
    def _value(self, value):
        self._text, self._length = value, len(value)

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f"string argument expected, got {type(s).__name__!r}")
        self._check()
        count = len(s)
        if self._ending is None:
            s = s.replace("\r\n", "\n").replace("\r", "\n")
        elif self._ending in ("\r", "\r\n"):
            s = s.replace("\n", self._ending)
        if self._position == self._length:
            self._added.append(s)
            self._position += len(s)
            self._length = self._position
        else:
            self._put(s)
        return count

    def readline(self, size=-1, /):
        self._check()
        text, start = self._value, self._position
        if self._ending == "":
            ends = [found + 1 for found in (text.find("\n", start), text.find("\r", start)) if found >= 0]
            end = min(ends, default=len(text))
            if ends and text[end - 1] == "\r" and text[end:end + 1] == "\n":
                end += 1
        else:
            ending = self._ending or "\n"
            found = text.find(ending, start)
            end = len(text) if found < 0 else found + len(ending)
        if size is not None and 0 <= size < end - start:
            end = start + size
        return self.read(max(end - start, 0))

    @property
    def newlines(self):
        return None

    @property
    def line_buffering(self):
        return False


class BytesIO(_MemoryFile):
    """A binary file in memory."""

    _is_written_in_c = True

    _newline = b"\n"
    _filler = b"\0"

    def __init__(self, initial_bytes=b""):
        self._start(bytearray(initial_bytes))

    def getvalue(self):
        self._check()
        return bytes(self._value)

    def read(self, size=-1, /):
        return bytes(super().read(size))

    def write(self, b, /):
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._check()
        data, start = bytes(b), self._position
        if start > len(self._value):
            self._value += self._filler * (start - len(self._value))
        if start == len(self._value):
            self._value += data
        else:
            self._value[start:start + len(data)] = data
        self._position = start + len(data)
        return len(data)

    def readinto(self, buffer, /):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def getbuffer(self):
        return self.getvalue()

    def read1(self, size=-1, /):
        return self.read(size)


TextIOBase = RawIOBase = BufferedIOBase = IOBase
