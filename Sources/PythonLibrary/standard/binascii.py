"""Bytes as text: hexadecimal digits and base 64."""

import _binary

__all__ = ["Error", "Incomplete", "a2b_base64", "a2b_hex", "b2a_base64", "b2a_hex", "crc32", "hexlify", "unhexlify"]

_digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_values = {digit: value for value, digit in enumerate(_digits)}


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


def _bytes(data, is_text_allowed=False):
    if is_text_allowed and isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return data.encode("ascii")
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    if is_text_allowed:
        raise TypeError(
            f"argument should be bytes, buffer or ASCII string, not {type(data).__name__!r}")
    raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")


def b2a_base64(data, /, *, newline=True):
    data = _bytes(data)
    made = bytearray()
    for start in range(0, len(data) - 2, 3):
        bits = data[start] << 16 | data[start + 1] << 8 | data[start + 2]
        made += bytes((_digits[bits >> 18], _digits[bits >> 12 & 63], _digits[bits >> 6 & 63], _digits[bits & 63]))
    rest = data[len(data) - len(data) % 3:]
    if rest:
        bits = int.from_bytes(rest, "big") << 8 * (3 - len(rest))
        made += bytes((_digits[bits >> 18], _digits[bits >> 12 & 63]))
        made += b"==" if len(rest) == 1 else bytes((_digits[bits >> 6 & 63], 61))
    return bytes(made) + (b"\n" if newline else b"")


def a2b_base64(data, /, *, strict_mode=False):
    made = bytearray()
    bits = count = pads = 0
    values = _values
    data = _bytes(data, True)
    if strict_mode and data[:1] == b"=":
        raise Error("Leading padding not allowed")
    for place, byte in enumerate(data):
        if byte == 61:
            pads += 1
            if count >= 2 and count + pads >= 4:
                if strict_mode and place + 1 < len(data):
                    raise Error("Excess data after padding")
                return bytes(made)
            if strict_mode and not count:
                raise Error("Excess data after padding")
            continue
        value = values.get(byte)
        if value is None:
            if strict_mode:
                raise Error("Only base64 data is allowed")
            continue
        if strict_mode and pads:
            raise Error("Discontinuous padding not allowed")
        pads = 0
        bits = bits << 6 | value
        count += 1
        if count == 1:
            continue
        made.append(bits >> (6, 4, 2, 0)[count - 1] & 255)
        if count == 4:
            bits = count = 0
    if count == 1:
        raise Error("Invalid base64-encoded string: number of data characters "
                    f"({len(made) // 3 * 4 + 1}) cannot be 1 more than a multiple of 4")
    if count:
        raise Error("Incorrect padding")
    return bytes(made)


def hexlify(data, sep=None, bytes_per_sep=1):
    data = _bytes(data)
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode("ascii")


b2a_hex = hexlify


def unhexlify(hexstr, /):
    data = _bytes(hexstr, True)
    if len(data) % 2:
        raise Error("Odd-length string")
    made = bytearray()
    for start in range(0, len(data), 2):
        pair = data[start:start + 2]
        if not all(byte in b"0123456789abcdefABCDEF" for byte in pair):
            raise Error("Non-hexadecimal digit found")
        made.append(int(pair, 16))
    return bytes(made)


a2b_hex = unhexlify


def crc32(data, crc=0, /):
    return _binary.crc32(_bytes(data), crc)
