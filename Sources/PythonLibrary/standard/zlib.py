"""Sums of bytes. Compressing them is not part of nbrun."""

import _binary

__all__ = ["adler32", "crc32", "error"]


class error(Exception):
    pass


def __getattr__(name):
    if name in ("compress", "decompress", "compressobj", "decompressobj"):
        raise NotImplementedError(f"zlib.{name} is not supported by nbrun")
    raise AttributeError(f"module 'zlib' has no attribute '{name}'")


def _bytes(data):
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return bytes(data)


def crc32(data, value=0, /):
    return _binary.crc32(_bytes(data), value)


def adler32(data, value=1, /):
    return _binary.adler32(_bytes(data), value)
