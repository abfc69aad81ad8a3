"""Random numbers: the streams of CPython's generator, from the same seeds."""

import _random
from bisect import bisect as _bisect
from itertools import accumulate as _accumulate
from math import (
    acos as _acos, ceil as _ceil, cos as _cos, e as _e, exp as _exp, fabs as _fabs, floor as _floor,
    isfinite as _isfinite, log as _log, pi as _pi, sin as _sin, sqrt as _sqrt)
from operator import index as _index

__all__ = [
    "Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate", "gammavariate", "gauss", "getrandbits",
    "getstate", "lognormvariate", "normalvariate", "paretovariate", "randbytes", "randint", "random", "randrange",
    "sample", "seed", "setstate", "shuffle", "triangular", "uniform", "vonmisesvariate", "weibullvariate",
]

_TWOPI = 2.0 * _pi
_NORMAL_WIDTH = 4 * _exp(-0.5) / _sqrt(2.0)
_LOG4 = _log(4.0)
_GAMMA_OFFSET = 1.0 + _log(4.5)


class Random(_random.Random):
    """A stream of random numbers."""

    def __init__(self, x=None):
        self.gauss_next = None
        self.seed(x)

    def seed(self, a=None, version=2):
        """Starts the stream anew from an integer, float, text or bytes."""
        if a is None:
            self._seed_anew()
        elif isinstance(a, (str, bytes, bytearray)):
            self._seed_text(a if isinstance(a, str) else bytes(a))
        elif isinstance(a, int):
            self._seed_words(a)
        elif isinstance(a, float):
            self._seed_words(hash(a))
        else:
            raise TypeError("The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
        self.gauss_next = None

    def getstate(self):
        return 3, self._state(), self.gauss_next

    def setstate(self, state):
        if state[0] != 3:
            raise ValueError(f"state with version {state[0]} passed to Random.setstate() of version 3")
        self._set_state(state[1])
        self.gauss_next = state[2]

    def _randbelow(self, n):
        bits = n.bit_length()
        value = self.getrandbits(bits)
        while value >= n:
            value = self.getrandbits(bits)
        return value

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    @staticmethod
    def _whole(value, what):
        try:
            return _index(value)
        except TypeError:
            number = int(value)
            if number != value:
                raise ValueError(f"non-integer {what} for randrange()") from None
            return number

    def randrange(self, start, stop=None, step=1):
        first = self._whole(start, "arg 1")
        if stop is None:
            if step != 1:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._randbelow(first)
            raise ValueError("empty range for randrange()")
        last = self._whole(stop, "stop")
        width = last - first
        step = self._whole(step, "step")
        if step == 1:
            if width > 0:
                return first + self._randbelow(width)
            raise ValueError(f"empty range for randrange() ({first}, {last}, {width})")
        if step > 0:
            count = (width + step - 1) // step
        elif step < 0:
            count = (width + step + 1) // step
        else:
            raise ValueError("zero step for randrange()")
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return first + step * self._randbelow(count)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def shuffle(self, x):
        for i in reversed(range(1, len(x))):
            j = self._randbelow(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        from collections.abc import Sequence
        if not isinstance(population, Sequence):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        size = len(population)
        if counts is not None:
            totals = list(_accumulate(counts))
            if len(totals) != size:
                raise ValueError("The number of counts does not match the population")
            total = totals.pop()
            if not isinstance(total, int):
                raise TypeError("Counts must be integers")
            if total <= 0:
                raise ValueError("Total of counts must be greater than zero")
            return [population[_bisect(totals, place)] for place in self.sample(range(total), k)]
        if not 0 <= k <= size:
            raise ValueError("Sample larger than population or is negative")
        result = [None] * k
        limit = 21
        if k > 5:
            limit += 4 ** _ceil(_log(k * 3, 4))
        if size <= limit:
            pool = list(population)
            for i in range(k):
                j = self._randbelow(size - i)
                result[i] = pool[j]
                pool[j] = pool[size - i - 1]
        else:
            taken = set()
            for i in range(k):
                j = self._randbelow(size)
                while j in taken:
                    j = self._randbelow(size)
                taken.add(j)
                result[i] = population[j]
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        size = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[_floor(self.random() * (size + 0.0))] for _ in range(k)]
            try:
                cum_weights = list(_accumulate(weights))
            except TypeError:
                if not isinstance(weights, int):
                    raise
                raise TypeError(f"The number of choices must be a keyword argument: k={weights!r}") from None
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != size:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(total):
            raise ValueError("Total of weights must be finite")
        return [population[_bisect(cum_weights, self.random() * total, 0, size - 1)] for _ in range(k)]

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        share = self.random()
        if mode is None:
            peak = 0.5
        elif high == low:
            return low
        else:
            peak = (mode - low) / (high - low)
        # Beyond the peak the triangle is read from its other end.
        if share <= peak:
            return low + (high - low) * _sqrt(share * peak)
        return high + (low - high) * _sqrt((1.0 - share) * (1.0 - peak))

    def normalvariate(self, mu=0.0, sigma=1.0):
        while True:
            # Kinderman and Monahan: a ratio of two uniform numbers is normal where a curve bounds them.
            offset = self.random() - 0.5
            divisor = 1.0 - self.random()
            ratio = _NORMAL_WIDTH * offset / divisor
            if ratio * ratio / 4.0 <= -_log(divisor):
                return mu + ratio * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        z = self.gauss_next
        self.gauss_next = None
        if z is None:
            angle = self.random() * _TWOPI
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            z = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        if kappa <= 1e-6:
            return _TWOPI * self.random()
        # Best and Fisher: a wrapped Cauchy angle as a candidate.
        half = 0.5 / kappa
        spread = half + _sqrt(1.0 + half * half)
        accepted = False
        while not accepted:
            cosine = _cos(_pi * self.random())
            excess = cosine / (spread + cosine)
            chance = self.random()
            accepted = chance < 1.0 - excess * excess or chance <= (1.0 - excess) * _exp(excess)
        narrow = 1.0 / spread
        angle = _acos((narrow + cosine) / (1.0 + narrow * cosine))
        return (mu + angle if self.random() > 0.5 else mu - angle) % _TWOPI

    def gammavariate(self, alpha, beta):
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha > 1.0:
            # Cheng: a logistic number as a candidate, with a quick test before the exact one.
            width = _sqrt(2.0 * alpha - 1.0)
            while True:
                share = self.random()
                if share <= 1e-7 or share >= 0.9999999:
                    continue
                height = share * share * (1.0 - self.random())
                logistic = _log(share / (1.0 - share)) / width
                candidate = alpha * _exp(logistic)
                bound = alpha - _LOG4 + (alpha + width) * logistic - candidate
                if bound + _GAMMA_OFFSET - 4.5 * height >= 0.0 or bound >= _log(height):
                    return candidate * beta
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
        # Ahrens and Dieter: one curve up to 1, another beyond.
        area = (_e + alpha) / _e
        while True:
            place = area * self.random()
            if place <= 1.0:
                candidate = place ** (1.0 / alpha)
                chance = _exp(-candidate)
            else:
                candidate = -_log((area - place) / alpha)
                chance = candidate ** (alpha - 1.0)
            if self.random() <= chance:
                return candidate * beta

    def betavariate(self, alpha, beta):
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def paretovariate(self, alpha):
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * (-_log(1.0 - self.random())) ** (1.0 / beta)


class SystemRandom(Random):
    """A stream of its own; a document has no other source of chance."""


# The functions are the methods of one stream that all share, in the order of __all__.
_shared = Random()
(betavariate, choice, choices, expovariate, gammavariate, gauss, getrandbits, getstate, lognormvariate, normalvariate,
 paretovariate, randbytes, randint, random, randrange, sample, seed, setstate, shuffle, triangular, uniform,
 vonmisesvariate, weibullvariate) = (getattr(_shared, name) for name in __all__[2:])
