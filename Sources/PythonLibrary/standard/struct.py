"""Values as the bytes of C's structures."""

import _binary

__all__ = ["calcsize", "pack", "pack_into", "unpack", "unpack_from", "iter_unpack", "Struct", "error"]


class error(Exception):
    __module__ = "struct"


# The size of each letter in the standard and in the machine's own layout.
_standard = {
    "x": 1, "c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 4, "L": 4, "q": 8, "Q": 8, "e": 2,
    "f": 4, "d": 8, "s": 1, "p": 1,
}
_native = {**_standard, "l": 8, "L": 8, "n": 8, "N": 8, "P": 8}
_floats = "efd"
_words = {"h": "short", "H": "ushort", "b": "byte", "B": "ubyte"}


def _parsed(format):
    """The byte order, and per item: letter, count, size, place; and the size of the whole."""
    if isinstance(format, (bytes, bytearray)):
        format = bytes(format).decode("ascii")
    if not isinstance(format, str):
        raise TypeError(f"Struct() argument 1 must be a str or bytes object, not {type(format).__name__}")
    order, sizes, aligned = "little", _native, True
    place = 0
    if format and format[0] in "@=<>!":
        place = 1
        if format[0] != "@":
            sizes, aligned = _standard, False
        if format[0] in ">!":
            order = "big"
    items = []
    size = 0
    while place < len(format):
        letter = format[place]
        place += 1
        if letter.isspace():
            continue
        count = None
        if letter in "0123456789":
            start = place - 1
            while place < len(format) and format[place] in "0123456789":
                place += 1
            if place == len(format):
                raise error("repeat count given without format specifier")
            count = int(format[start:place])
            letter = format[place]
            place += 1
        width = sizes.get(letter)
        if width is None:
            raise error("bad char in struct format")
        if aligned and letter not in "xcbB?sp":
            size = -(-size // width) * width
        count = 1 if count is None else count
        if count * width + size > 9223372036854775807:
            raise error("total struct size too long")
        if letter == "x":
            size += count
        elif letter in "sp":
            items.append((letter, count, count, size))
            size += count
        elif count:
            items.append((letter, count, width, size))
            size += count * width
    return order, items, size, aligned


def _packed_value(letter, width, order, value, aligned):
    if letter == "c":
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return bytes(value)
    if letter == "?":
        return b"\1" if value else b"\0"
    if letter in _floats:
        try:
            number = float(value) if not isinstance(value, (str, bytes)) else None
        except TypeError:
            number = None
        if number is None:
            raise error("required argument is not a float")
        if letter == "f" and aligned:
            # C's conversion knows no overflow.
            number = _single(number)
        data = _binary.float_bytes(number, width)
        return data if order == "little" else data[::-1]
    if not isinstance(value, int):
        if not hasattr(type(value), "__index__"):
            raise error("required argument is not an integer")
        value = type(value).__index__(value)
    signed = letter in "bhilqn"
    low = -1 << (8 * width - 1) if signed else 0
    high = (1 << (8 * width - (1 if signed else 0))) - 1
    if not low <= value <= high:
        if letter in _words:
            raise error(f"{_words[letter]} format requires {low} <= number <= {high}")
        if letter in "IL" and value < 0:
            raise error("argument out of range")
        if letter in "qQnNP" or aligned and width == 8:
            raise error("argument out of range" if aligned or not signed else "int too large to convert")
        raise error(f"'{letter}' format requires {low} <= number <= {high}")
    return int(value).to_bytes(width, order, signed=signed)


def _single(number):
    if -3.4028235677973366e+38 < number < 3.4028235677973366e+38 or number != number:
        return number
    return float("inf") if number > 0 else float("-inf")


class Struct:
    """A format that was read once."""

    _is_written_in_c = True

    __module__ = "_struct"

    def __init__(self, format):
        order, items, size, aligned = _parsed(format)
        self.format = format if isinstance(format, str) else bytes(format).decode("ascii")
        self.size = size
        self._order = order
        self._items = items
        self._aligned = aligned
        self._count = sum(1 if letter in "sp" else count for letter, count, _, _ in items)

    def _bytes(self, values, name):
        if len(values) != self._count:
            raise error(f"{name} expected {self._count} items for packing (got {len(values)})")
        data = bytearray(self.size)
        index = 0
        for letter, count, width, place in self._items:
            if letter in "sp":
                value = values[index]
                index += 1
                if not isinstance(value, (bytes, bytearray)):
                    raise error(f"argument for '{letter}' must be a bytes object")
                if letter == "p":
                    value = bytes([min(len(value), max(count - 1, 0), 255)]) + value[:max(count - 1, 0)] if count else b""
                value = bytes(value)[:count]
                data[place:place + len(value)] = value
                continue
            for _ in range(count):
                data[place:place + width] = _packed_value(letter, width, self._order, values[index], self._aligned)
                place += width
                index += 1
        return bytes(data)

    def pack(self, *v):
        return self._bytes(v, "pack")

    def pack_into(self, buffer, offset, *v):
        data = self._bytes(v, "pack_into")
        if offset < 0:
            if offset + len(buffer) < 0:
                raise error(f"offset {offset} out of range for {len(buffer)}-byte buffer")
            if offset + self.size > 0:
                raise error(f"no space to pack {self.size} bytes at offset {offset}")
            offset += len(buffer)
        if len(buffer) - offset < self.size:
            raise error(f"pack_into requires a buffer of at least {self.size + offset} bytes for packing {self.size} "
                        f"bytes at offset {offset} (actual buffer size is {len(buffer)})")
        buffer[offset:offset + self.size] = data

    def _values(self, data, start):
        values = []
        for letter, count, width, place in self._items:
            place += start
            if letter == "s":
                values.append(data[place:place + count])
            elif letter == "p":
                length = min(data[place], count - 1) if count else 0
                values.append(data[place + 1:place + 1 + length])
            else:
                for at in range(place, place + count * width, width):
                    part = data[at:at + width]
                    if letter == "c":
                        values.append(part)
                    elif letter == "?":
                        values.append(part != b"\0")
                    elif letter in _floats:
                        values.append(_binary.bytes_float(part if self._order == "little" else part[::-1]))
                    else:
                        values.append(int.from_bytes(part, self._order, signed=letter in "bhilqn"))
        return tuple(values)

    def unpack(self, buffer, /):
        data = _buffer(buffer)
        if len(data) != self.size:
            raise error(f"unpack requires a buffer of {self.size} bytes")
        return self._values(data, 0)

    def unpack_from(self, buffer, offset=0):
        data = _buffer(buffer)
        if offset < 0:
            if offset + self.size > 0:
                raise error(f"not enough data to unpack {self.size} bytes")
            if offset + len(data) < 0:
                raise error(f"offset {offset} out of range for {len(data)}-byte buffer")
            offset += len(data)
        if len(data) - offset < self.size:
            raise error(f"unpack_from requires a buffer of at least {self.size + offset} bytes for unpacking "
                        f"{self.size} bytes at offset {offset} (actual buffer size is {len(data)})")
        return self._values(data, offset)

    def iter_unpack(self, buffer, /):
        data = _buffer(buffer)
        if not self.size:
            raise error("cannot iteratively unpack with a struct of length 0")
        if len(data) % self.size:
            raise error(f"iterative unpacking requires a buffer of a multiple of {self.size} bytes")
        return (self._values(data, start) for start in range(0, len(data), self.size))


def _buffer(value):
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"a bytes-like object is required, not '{type(value).__name__}'")
    return bytes(value)


_known = {}


def _struct(format):
    found = _known.get(format)
    if found is None:
        if len(_known) > 100:
            _known.clear()
        found = _known[format] = Struct(format)
    return found


def calcsize(format, /):
    return _struct(format).size


def pack(format, /, *v):
    return _struct(format).pack(*v)


def pack_into(format, buffer, offset, /, *v):
    _struct(format).pack_into(buffer, offset, *v)


def unpack(format, buffer, /):
    return _struct(format).unpack(buffer)


def unpack_from(format, /, buffer, offset=0):
    return _struct(format).unpack_from(buffer, offset)


def iter_unpack(format, buffer, /):
    return _struct(format).iter_unpack(buffer)
