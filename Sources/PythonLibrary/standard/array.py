"""Arrays of numbers of one kind."""

import struct

__all__ = ["array", "typecodes", "ArrayType"]

typecodes = "bBuhHiIlLqQfd"
_names = {"b": "signed char", "B": "unsigned byte integer", "h": "signed short integer", "H": "unsigned short"}


class array:
    """A list of numbers that are stored in so many bytes each."""

    _is_written_in_c = True

    def __new__(cls, typecode, initializer=(), /):
        made = object.__new__(cls)
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError(f"array() argument 1 must be a unicode character, not {type(typecode).__name__}")
        if typecode not in typecodes:
            raise ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)")
        made.typecode = typecode
        made._values = []
        if isinstance(initializer, str) and typecode != "u":
            raise TypeError(f"cannot use a str to initialize an array with typecode '{typecode}'")
        if isinstance(initializer, (bytes, bytearray)) and typecode != "u":
            made.frombytes(initializer)
        else:
            made.extend(initializer)
        return made

    @property
    def itemsize(self):
        return 4 if self.typecode == "u" else struct.calcsize(self.typecode)

    def _checked(self, value):
        code = self.typecode
        if code == "u":
            if not isinstance(value, str):
                raise TypeError("array item must be unicode character")
            if len(value) != 1:
                raise TypeError("array item must be unicode character")
            return value
        if code in "fd":
            if isinstance(value, (str, bytes)) or not hasattr(value, "__float__") and not hasattr(value, "__index__"):
                raise TypeError(f"must be real number, not {type(value).__name__}")
            value = float(value)
            return value if code == "d" else struct.unpack("f", struct.pack("f", value))[0]
        if isinstance(value, float) or not hasattr(value, "__index__"):
            raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
        value = value.__index__()
        bits = 8 * self.itemsize
        low, high = (0, (1 << bits) - 1) if code.isupper() else (-(1 << bits - 1), (1 << bits - 1) - 1)
        if not low <= value <= high:
            if code in "lLqQiI":
                if code.isupper() and value < 0:
                    raise OverflowError("can't convert negative value to unsigned int")
                if bits == 64:
                    raise OverflowError("int too big to convert" if code in "qQ" else "Python int too large to convert to C "
                                        + ("long" if code == "l" else "unsigned long"))
                raise OverflowError(f"{'unsigned int' if code == 'I' else 'signed integer'} is "
                                    f"{'less than minimum' if value < low else 'greater than maximum'}")
            raise OverflowError(f"{_names[code]} is {'less than minimum' if value < low else 'greater than maximum'}")
        return value

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __contains__(self, value):
        return value in self._values

    def __repr__(self):
        if not self._values:
            return f"array('{self.typecode}')"
        if self.typecode == "u":
            return f"array('u', {''.join(self._values)!r})"
        return f"array('{self.typecode}', {self._values!r})"

    def _like(self, values):
        made = array(self.typecode)
        made._values = values
        return made

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._like(self._values[index])
        if not hasattr(index, "__index__"):
            raise TypeError("array indices must be integers")
        try:
            return self._values[index]
        except IndexError:
            raise IndexError("array index out of range") from None

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            if not isinstance(value, array):
                raise TypeError(f"can only assign array (not \"{type(value).__name__}\") to array slice")
            if value.typecode != self.typecode:
                raise TypeError("bad argument type for built-in operation")
            self._values[index] = value._values
            return
        try:
            self._values[index] = self._checked(value)
        except IndexError:
            raise IndexError("array assignment index out of range") from None

    def __delitem__(self, index):
        try:
            del self._values[index]
        except IndexError:
            raise IndexError("array assignment index out of range") from None

    def append(self, v, /):
        self._values.append(self._checked(v))

    def extend(self, bb, /):
        if isinstance(bb, array):
            if bb.typecode != self.typecode:
                raise TypeError("can only extend with array of same kind")
            self._values.extend(bb._values)
            return
        for value in bb:
            self._values.append(self._checked(value))

    def insert(self, i, v, /):
        self._values.insert(i, self._checked(v))

    def pop(self, i=-1, /):
        if not self._values:
            raise IndexError("pop from empty array")
        try:
            return self._values.pop(i)
        except IndexError:
            raise IndexError("pop index out of range") from None

    def remove(self, v, /):
        if v not in self._values:
            raise ValueError("array.remove(x): x not in array")
        self._values.remove(v)

    def index(self, v, start=0, stop=9223372036854775807, /):
        try:
            return self._values.index(v, start, stop)
        except ValueError:
            raise ValueError("array.index(x): x not in array") from None

    def count(self, v, /):
        return self._values.count(v)

    def reverse(self):
        self._values.reverse()

    def tolist(self):
        return list(self._values)

    fromlist = extend

    def tobytes(self):
        if self.typecode == "u":
            return b"".join(struct.pack("I", ord(value)) for value in self._values)
        return struct.pack(f"{len(self._values)}{self.typecode}", *self._values)

    def __bytes__(self):
        return self.tobytes()

    def frombytes(self, buffer, /):
        size = self.itemsize
        if len(buffer) % size:
            raise ValueError("bytes length not a multiple of item size")
        values = struct.unpack(f"{len(buffer) // size}{'I' if self.typecode == 'u' else self.typecode}", buffer)
        self._values.extend(map(chr, values) if self.typecode == "u" else values)

    def tofile(self, f, /):
        f.write(self.tobytes())

    def fromfile(self, f, n, /):
        data = f.read(n * self.itemsize)
        self.frombytes(data[:len(data) - len(data) % self.itemsize])
        if len(data) < n * self.itemsize:
            raise EOFError("read() didn't return enough bytes")

    def tounicode(self):
        if self.typecode != "u":
            raise ValueError("tounicode() may only be called on unicode type ('u') arrays")
        return "".join(self._values)

    def fromunicode(self, ustr, /):
        self.extend(ustr)

    def byteswap(self):
        size = self.itemsize
        data = self.tobytes()
        self._values = []
        self.frombytes(b"".join(data[start:start + size][::-1] for start in range(0, len(data), size)))

    def buffer_info(self):
        return id(self._values), len(self._values)

    def __copy__(self):
        return self._like(list(self._values))

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __reduce_ex__(self, protocol):
        return array, (self.typecode, self.tolist()), None

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(f"can only append array (not \"{type(other).__name__}\") to array")
        if other.typecode != self.typecode:
            raise TypeError("bad argument type for built-in operation")
        return self._like(self._values + other._values)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f"can only extend array with array (not \"{type(other).__name__}\")")
        self.extend(other)
        return self

    def __mul__(self, count):
        return self._like(self._values * count)

    __rmul__ = __mul__

    def __imul__(self, count):
        self._values *= count
        return self

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._values < other._values if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._values <= other._values if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._values > other._values if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._values >= other._values if isinstance(other, array) else NotImplemented

    __hash__ = None


ArrayType = array
