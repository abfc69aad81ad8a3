"""Numbers of chance for secrets. A document has no better source than `random`, so nothing here is secret."""

import base64
import random as _random

__all__ = [
    "choice", "randbelow", "randbits", "SystemRandom", "token_bytes", "token_hex", "token_urlsafe", "compare_digest",
]

SystemRandom = _random.Random
_source = _random.Random()
DEFAULT_ENTROPY = 32


def compare_digest(a, b, /):
    return a == b


def randbits(k):
    return _source.getrandbits(k)


def choice(seq):
    return _source.choice(seq)


def randbelow(exclusive_upper_bound):
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _source.randrange(exclusive_upper_bound)


def token_bytes(nbytes=None):
    count = DEFAULT_ENTROPY if nbytes is None else nbytes
    return _source.getrandbits(8 * count).to_bytes(count, "little") if count else b""


def token_hex(nbytes=None):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    return base64.urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode("ascii")
