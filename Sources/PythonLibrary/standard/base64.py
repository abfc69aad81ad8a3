"""Bytes as texts of few letters."""

import binascii

__all__ = [
    "encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode", "b16encode",
    "b16decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode", "urlsafe_b64decode",
]

_base32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def _bytes(data):
    if isinstance(data, str):
        try:
            return data.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters") from None
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    raise TypeError(f"argument should be a bytes-like object or ASCII string, not {type(data).__name__!r}")


def b64encode(s, altchars=None):
    made = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return made.translate(bytes.maketrans(b"+/", altchars))
    return made


def b64decode(s, altchars=None, validate=False):
    s = _bytes(s)
    if altchars is not None:
        altchars = _bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s).translate(bytes.maketrans(b"+/", b"-_"))


def urlsafe_b64decode(s):
    return b64decode(_bytes(s).translate(bytes.maketrans(b"-_", b"+/")))


def b32encode(s):
    s = bytes(s) if not isinstance(s, (bytes, bytearray)) else s
    made = bytearray()
    for start in range(0, len(s), 5):
        part = s[start:start + 5]
        bits = int.from_bytes(part, "big") << 8 * (5 - len(part))
        letters = bytes(_base32[bits >> 35 - 5 * place & 31] for place in range(8))
        count = -(-8 * len(part) // 5)
        made += letters[:count] + b"=" * (8 - count)
    return bytes(made)


def b32decode(s, casefold=False, map01=None):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        s = s.translate(bytes.maketrans(b"01", b"O" + _bytes(map01)))
    if casefold:
        s = s.upper()
    plain = s.rstrip(b"=")
    pads = len(s) - len(plain)
    made = bytearray()
    for start in range(0, len(plain), 8):
        part = plain[start:start + 8]
        bits = 0
        for byte in part:
            value = _base32.find(byte)
            if value < 0:
                raise binascii.Error("Non-base32 digit found")
            bits = bits << 5 | value
        if len(part) not in (2, 4, 5, 7, 8):
            raise binascii.Error("Incorrect padding")
        made += (bits << 5 * (8 - len(part))).to_bytes(5, "big")[:5 * len(part) // 8]
    if pads not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    return bytes(made)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if s.strip(b"0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


def encodebytes(s):
    if not isinstance(s, (bytes, bytearray, memoryview)):
        raise TypeError(f"expected bytes-like object, not {type(s).__name__}")
    s = bytes(s)
    return b"".join(binascii.b2a_base64(s[start:start + 57]) for start in range(0, len(s), 57))


def decodebytes(s):
    if not isinstance(s, (bytes, bytearray, memoryview)):
        raise TypeError(f"expected bytes-like object, not {type(s).__name__}")
    return binascii.a2b_base64(bytes(s))


def encode(input, output):
    output.write(encodebytes(input.read()))


def decode(input, output):
    output.write(decodebytes(input.read()))
