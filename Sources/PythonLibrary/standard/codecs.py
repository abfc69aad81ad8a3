"""Texts as bytes by named encodings."""

from builtins import open as _open

__all__ = ["open", "encode", "decode", "BOM", "BOM_UTF8", "BOM_LE", "BOM_BE"]

BOM_UTF8 = b"\xef\xbb\xbf"
BOM = BOM_LE = BOM_UTF16 = BOM_UTF16_LE = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file whose ends of lines stay as they are."""
    if encoding is None:
        return _open(filename, mode)
    mode = mode.replace("b", "")
    if mode == "r":
        import io
        with _open(filename, "rb") as file:
            return io.StringIO(file.read().decode(encoding, errors), newline="")
    return _open(filename, mode, encoding=encoding, errors=errors, newline="")


def _turned(text):
    """The text with each letter moved by half of the alphabet."""
    small, large = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return text.translate(str.maketrans(small + large, small[13:] + small[:13] + large[13:] + large[:13]))


def encode(obj, encoding="utf-8", errors="strict"):
    name = encoding.lower().replace("-", "_")
    if name in ("rot13", "rot_13"):
        return _turned(obj)
    if name in ("hex", "base64", "hex_codec", "base64_codec"):
        import binascii
        return binascii.hexlify(obj) if name.startswith("hex") else __import__("base64").encodebytes(obj)
    return obj.encode(encoding, errors)


def decode(obj, encoding="utf-8", errors="strict"):
    name = encoding.lower().replace("-", "_")
    if name in ("rot13", "rot_13"):
        return _turned(obj)
    if name in ("hex", "base64", "hex_codec", "base64_codec"):
        import binascii
        return binascii.unhexlify(obj) if name.startswith("hex") else __import__("base64").decodebytes(obj)
    return obj.decode(encoding, errors)
