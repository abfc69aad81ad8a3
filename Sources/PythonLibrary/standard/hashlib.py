"""Digests of bytes."""

import _binary

algorithms_guaranteed = {
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512",
}
algorithms_available = set(algorithms_guaranteed)

__all__ = ["new", "algorithms_guaranteed", "algorithms_available", *sorted(algorithms_guaranteed)]

_sizes = {
    "md5": (16, 64), "sha1": (20, 64), "sha224": (28, 64), "sha256": (32, 64), "sha384": (48, 128), "sha512": (64, 128),
    "sha3_224": (28, 144), "sha3_256": (32, 136), "sha3_384": (48, 104), "sha3_512": (64, 72),
}


class HASH:
    """A digest of what was given so far."""

    __module__ = "_hashlib"

    def __init__(self, name, data=b""):
        self.name = name
        self.digest_size, self.block_size = _sizes[name]
        self._data = bytearray()
        self.update(data)

    def update(self, obj, /):
        if isinstance(obj, str):
            raise TypeError("Strings must be encoded before hashing")
        if not isinstance(obj, (bytes, bytearray, memoryview)):
            if hasattr(obj, "tobytes"):
                obj = obj.tobytes()
            else:
                raise TypeError("object supporting the buffer API required")
        self._data += obj

    def digest(self):
        return _binary.digest(self.name, bytes(self._data))

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        return HASH(self.name, self._data)

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {hex(id(self))}>"


def new(name, data=b"", *, usedforsecurity=True):
    """A digest by its name."""
    if not isinstance(name, str):
        raise TypeError("name must be a string")
    known = name.lower().replace("-", "") if name.lower().startswith(("sha-", "md-")) else name.lower()
    known = known.replace("sha3-", "sha3_")
    if known not in _sizes:
        raise ValueError(f"unsupported hash type {name}")
    return HASH(known, data)


def md5(string=b"", *, usedforsecurity=True):
    return HASH("md5", string)


def sha1(string=b"", *, usedforsecurity=True):
    return HASH("sha1", string)


def sha224(string=b"", *, usedforsecurity=True):
    return HASH("sha224", string)


def sha256(string=b"", *, usedforsecurity=True):
    return HASH("sha256", string)


def sha384(string=b"", *, usedforsecurity=True):
    return HASH("sha384", string)


def sha512(string=b"", *, usedforsecurity=True):
    return HASH("sha512", string)


def sha3_224(string=b"", *, usedforsecurity=True):
    return HASH("sha3_224", string)


def sha3_256(string=b"", *, usedforsecurity=True):
    return HASH("sha3_256", string)


def sha3_384(string=b"", *, usedforsecurity=True):
    return HASH("sha3_384", string)


def sha3_512(string=b"", *, usedforsecurity=True):
    return HASH("sha3_512", string)


def file_digest(fileobj, digest, /):
    made = new(digest) if isinstance(digest, str) else digest()
    made.update(fileobj.read())
    return made
