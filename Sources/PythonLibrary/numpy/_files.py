"""Arrays in files: `.npy`, archives of them, and numbers as text."""

import os
import re
import struct
import zlib

from numpy import _dtypes
from numpy._array import array, asarray, ndarray
from numpy._functions import frombuffer

__all__ = ["fromfile", "genfromtxt", "load", "loadtxt", "save", "savetxt", "savez", "savez_compressed"]

_MAGIC = b"\x93NUMPY"


def _encoded(value):
    value = asarray(value)
    if value.dtype.kind not in "biufc":
        raise NotImplementedError(f"arrays of {value.dtype} in files are not supported by nbrun")
    is_fortran = value.ndim > 1 and value.flags.f_contiguous and not value.flags.c_contiguous
    text = f"{{'descr': {value.dtype.str!r}, 'fortran_order': {is_fortran}, 'shape': {value.shape!r}, }}"
    padding = -(len(_MAGIC) + 4 + len(text) + 1) % 64
    header = (text + " " * padding + "\n").encode("latin1")
    return _MAGIC + b"\x01\x00" + struct.pack("<H", len(header)) + header + value.tobytes("F" if is_fortran else "C")


def _decoded(data):
    if data[6] == 1:
        start = 10
        (length,) = struct.unpack("<H", data[8:10])
    else:
        start = 12
        (length,) = struct.unpack("<I", data[8:12])
    header = data[start:start + length].decode("latin1")
    found = re.match(r"\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \(([0-9, ]*)\), ?\}", header)
    if found is None:
        raise NotImplementedError(f"the header of this array is not supported by nbrun: {header.strip()}")
    kind = found.group(1)
    if kind[:1] == ">":
        raise NotImplementedError("numbers in big-endian order are not supported by nbrun")
    kind = _dtypes.dtype(kind.lstrip("<|="))
    shape = tuple(int(size) for size in found.group(3).replace(",", " ").split())
    count = 1
    for size in shape:
        count *= size
    body = data[start + length:]
    if len(body) < count * kind.itemsize:
        raise ValueError(f"cannot reshape array of size {len(body) // kind.itemsize} into shape {shape}")
    values = frombuffer(body, kind, count).copy() if count else array([], kind)
    return values.reshape(shape, order="F" if found.group(2) == "True" else "C")


def _written(file, suffix, data):
    if hasattr(file, "write"):
        file.write(data)
        return
    name = os.fspath(file)
    if not name.endswith(suffix):
        name += suffix
    with open(name, "wb") as target:
        target.write(data)


def save(file, arr, allow_pickle=True):
    """Write an array in NumPy's format."""
    _written(file, ".npy", _encoded(arr))


def _archive(file, positional, named):
    members = dict(named)
    for place, value in enumerate(positional):
        if f"arr_{place}" in members:
            raise ValueError(f"Cannot use un-named variables and keyword arr_{place}")
        members[f"arr_{place}"] = value
    body, index = b"", b""
    for name, value in members.items():
        plain, path = _encoded(value), (name + ".npy").encode("utf-8")
        # The flag for names in UTF-8, no compression, and the first day that the format knows.
        parts = struct.pack("<HHHHHIII", 20, 0x800, 0, 0, 0x21, zlib.crc32(plain), len(plain), len(plain))
        names = struct.pack("<HH", len(path), 0)
        index += (b"PK\x01\x02" + struct.pack("<H", 20) + parts + names + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + path)
        body += b"PK\x03\x04" + parts + names + path + plain
    count = len(members)
    _written(file, ".npz", body + index + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(index), len(body), 0))


def savez(file, *args, allow_pickle=True, **kwds):
    """Write several arrays into one file."""
    _archive(file, args, kwds)


def savez_compressed(file, *args, allow_pickle=True, **kwds):
    """Write several arrays into one file, which is as long as it is: nothing is compressed here."""
    _archive(file, args, kwds)


class NpzFile:
    """The arrays of an archive by their names."""

    def __init__(self, name, members):
        self._name, self._members = name, members
        self.files = list(members)

    def __getitem__(self, key):
        name = key if key in self._members else key[:-4] if key.endswith(".npy") else key
        if name not in self._members:
            raise KeyError(f"{key} is not a file in the archive")
        return _decoded(self._members[name])

    def __contains__(self, key):
        return key in self._members or key.endswith(".npy") and key[:-4] in self._members

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def keys(self):
        return dict.fromkeys(self.files).keys()

    def values(self):
        return [self[name] for name in self.files]

    def items(self):
        return [(name, self[name]) for name in self.files]

    def get(self, key, default=None):
        return self[key] if key in self else default

    def close(self):
        """Nothing is open."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def __repr__(self):
        shown = ", ".join(self.files[:5]) + ("..." if len(self.files) > 5 else "")
        return f"NpzFile {self._name!r} with keys: {shown}"


def _members(data):
    """The files of an archive, from the list at its end."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0:
        raise ValueError("File is not a zip file")
    count, = struct.unpack("<H", data[end + 10:end + 12])
    place, = struct.unpack("<I", data[end + 16:end + 20])
    found = {}
    for _ in range(count):
        method, = struct.unpack("<H", data[place + 10:place + 12])
        packed, _plain, name, extra, comment = struct.unpack("<IIHHH", data[place + 20:place + 34])
        start, = struct.unpack("<I", data[place + 42:place + 46])
        path = data[place + 46:place + 46 + name].decode("utf-8")
        own_name, own_extra = struct.unpack("<HH", data[start + 26:start + 30])
        begin = start + 30 + own_name + own_extra
        body = data[begin:begin + packed]
        if method != 0:
            raise NotImplementedError("compressed archives are not supported by nbrun")
        found[path[:-4] if path.endswith(".npy") else path] = body
        place += 46 + name + extra + comment
    return found


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding="ASCII", *, max_header_size=10000):
    """The array, or the archive, that a file holds."""
    if hasattr(file, "read"):
        name, data = getattr(file, "name", "object"), file.read()
    else:
        name = os.fspath(file)
        with open(name, "rb") as source:
            data = source.read()
    if not data:
        raise EOFError("No data left in file")
    if data[:6] == _MAGIC:
        return _decoded(data)
    if data[:2] == b"PK":
        return NpzFile(name, _members(data))
    raise ValueError("This file contains pickled (object) data. If you trust the file you can load it unsafely using the "
                     "`allow_pickle=` keyword argument or `pickle.load()`.")


def fromfile(file, dtype=float, count=-1, sep="", offset=0, *, like=None):
    """Numbers as they lie in a file."""
    if hasattr(file, "read"):
        data = file.read()
    else:
        with open(os.fspath(file), "rb") as source:
            data = source.read()
    if sep:
        words = [word for word in data.decode("latin1").replace(sep, " ").split()]
        return array([float(word) for word in words[:None if count < 0 else count]]).astype(dtype)
    kind = _dtypes.dtype(dtype)
    data = data[offset:]
    whole = len(data) // kind.itemsize
    return frombuffer(data, kind, whole if count < 0 else min(count, whole)).copy()


def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\n", header="", footer="", comments="# ", encoding=None):
    """Write numbers as text, a row in each line."""
    X = asarray(X)
    if X.ndim == 0 or X.ndim > 2:
        raise ValueError(f"Expected 1D or 2D array, got {X.ndim}D array instead")
    rows = X.reshape((-1, 1)).tolist() if X.ndim == 1 else X.tolist()
    columns = 1 if X.ndim == 1 else X.shape[1]
    if isinstance(fmt, (list, tuple)):
        if len(fmt) != columns:
            raise AttributeError(f"fmt has wrong shape.  {fmt}")
        line = delimiter.join(fmt)
    elif fmt.count("%") == 1:
        if X.dtype.kind == "c":
            fmt = f" ({fmt}+{fmt}j)"
        line = delimiter.join([fmt] * columns)
    else:
        line = fmt
    lines = [comments + header.replace("\n", "\n" + comments) + newline] if header else []
    for row in rows:
        if X.dtype.kind == "c":
            row = [part for number in row for part in (number.real, number.imag)]
            lines.append((line % tuple(row) + newline).replace("+-", "-"))
        else:
            lines.append(line % tuple(row) + newline)
    if footer:
        lines.append(comments + footer.replace("\n", "\n" + comments) + newline)
    text = "".join(lines)
    if hasattr(fname, "write"):
        try:
            fname.write(text)
        except TypeError:
            fname.write(text.encode("latin1"))
        return
    with open(os.fspath(fname), "w", encoding=encoding or "latin1") as target:
        target.write(text)


def _lines(fname, encoding):
    if isinstance(fname, (list, tuple)):
        return [line.decode("latin1") if isinstance(line, bytes) else line for line in fname]
    if hasattr(fname, "read"):
        text = fname.read()
    else:
        with open(os.fspath(fname), encoding=encoding or "utf-8") as source:
            text = source.read()
    return (text.decode("latin1") if isinstance(text, bytes) else text).splitlines()


def _number(kind):
    if kind.kind == "c":
        return lambda word: complex(word.strip().replace("i", "j"))
    if kind.kind in "iu":
        return lambda word: int(float(word)) if not word.strip().lstrip("+-").isdigit() else int(word)
    if kind.kind == "b":
        return lambda word: bool(int(word))
    return (lambda word: word) if kind.kind in "UO" else float


def _arranged(rows, kind, unpack, ndmin):
    made = array(rows, kind) if rows else array([], kind)
    if made.ndim == 2 and made.shape[0] == 1 and ndmin < 2:
        made = made.reshape((-1,))
    elif made.ndim == 2 and made.shape[1] == 1 and ndmin < 2:
        made = made.reshape((-1,))
    if made.size == 1 and ndmin == 0:
        made = made.reshape(())
    return made.T if unpack else made


def loadtxt(fname, dtype=float, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False,
            ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None):
    """The numbers of a text, a row in each line."""
    kind = _dtypes.dtype(dtype)
    read, rows, width = _number(kind), [], None
    marks = [] if comments is None else [comments] if isinstance(comments, str) else list(comments)
    for number, line in enumerate(_lines(fname, encoding)[skiprows:]):
        for mark in marks:
            line = line.partition(mark)[0]
        if not line.strip():
            continue
        if max_rows is not None and len(rows) >= max_rows:
            break
        words = [word.strip() for word in line.split(delimiter)]
        if usecols is None:
            if width is not None and len(words) != width:
                raise ValueError(f"the number of columns changed from {width} to {len(words)} at row {len(rows) + 1}; use "
                                 "`usecols` to select a subset and avoid this error")
            width = len(words)
            chosen = range(width)
        else:
            chosen = [usecols] if isinstance(usecols, int) else list(usecols)
        row = []
        for place in chosen:
            change = converters if callable(converters) else (converters or {}).get(place)
            try:
                row.append(change(words[place]) if change else read(words[place]))
            except ValueError:
                raise ValueError(f"could not convert string {words[place]!r} to {kind.name} at row {len(rows)}, column "
                                 f"{place + 1}.") from None
        rows.append(row)
    return _arranged(rows, kind, unpack, ndmin)


def genfromtxt(fname, dtype=float, comments="#", delimiter=None, skip_header=0, skip_footer=0, converters=None,
               missing_values=None, filling_values=None, usecols=None, names=None, unpack=False, encoding=None,
               max_rows=None, **options):
    """The numbers of a text; what is no number is `nan`."""
    if names is not None or dtype is None or options:
        raise NotImplementedError("genfromtxt() of columns with names or types of their own is not supported by nbrun")
    kind = _dtypes.dtype(dtype)
    missing = filling_values if filling_values is not None else float("nan") if kind.kind == "f" else -1
    read, lines, rows = _number(kind), _lines(fname, encoding)[skip_header:], []
    for line in lines[:len(lines) - skip_footer]:
        line = line.partition(comments)[0] if comments else line
        if not line.strip() or max_rows is not None and len(rows) >= max_rows:
            continue
        words = line.split(delimiter)
        if usecols is not None:
            words = [words[place] for place in ([usecols] if isinstance(usecols, int) else usecols)]
        row = []
        for word in words:
            try:
                row.append(read(word) if word.strip() else missing)
            except ValueError:
                row.append(missing)
        rows.append(row)
    return _arranged(rows, kind, unpack, 0)
