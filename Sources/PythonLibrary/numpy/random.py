"""`numpy.random`: the streams that NumPy keeps unchanged (`seed` and `RandomState`)."""
import math
import torch
import _numpy
from numpy import _dtypes
from numpy._array import asarray, array, ndarray, _of, _scalar, _shape
from numpy import _functions as _f


def _count(size):
    if size is None:
        return (), 1
    shape = _shape(size)
    count = 1
    for length in shape:
        count *= length
    return shape, count


class RandomState:
    """A random stream of its own."""

    def __init__(self, seed=None):
        self._stream = _numpy.Stream()
        if seed is not None:
            self.seed(seed)

    def __repr__(self):
        return "RandomState(MT19937)"

    def seed(self, seed=None):
        if seed is None:
            self._stream = _numpy.Stream()
            return
        if isinstance(seed, (ndarray, list, tuple)):
            self._stream.seed([int(word) for word in seed])
            return
        if isinstance(seed, float) or not hasattr(seed, "__index__"):
            raise TypeError("Cannot cast array from dtype('float64') to dtype('int64') according to the rule 'safe'")
        self._stream.seed(seed.__index__())

    def _shaped(self, flat, size, kind=None):
        shape, _ = _count(size)
        if size is None:
            return float(flat[0]) if kind is None else kind(flat[0])
        return _of(flat.reshape(shape))

    def _doubles(self, size):
        return self._stream.doubles(_count(size)[1])

    # Uniform

    def random_sample(self, size=None):
        return self._shaped(self._doubles(size), size)

    random = ranf = sample = random_sample

    def rand(self, *shape):
        return self.random_sample(shape if shape else None)

    def uniform(self, low=0.0, high=1.0, size=None):
        if size is None and isinstance(low, (ndarray, list)) or isinstance(high, (ndarray, list)):
            low, high = _f.broadcast_arrays(low, high)
            return low + (high - low) * self.random_sample(low.shape)
        if size is not None and isinstance(low, (ndarray, list, tuple)):
            low, high = asarray(low), asarray(high)
            return low + (high - low) * self.random_sample(size)
        low, high = float(low), float(high)
        return self._shaped(self._doubles(size) * (high - low) + low, size)

    # Normal

    def standard_normal(self, size=None):
        return self._shaped(self._stream.normals(_count(size)[1]), size)

    def randn(self, *shape):
        return self.standard_normal(shape if shape else None)

    def normal(self, loc=0.0, scale=1.0, size=None):
        if isinstance(loc, (ndarray, list, tuple)) or isinstance(scale, (ndarray, list, tuple)):
            loc, scale = _f.broadcast_arrays(asarray(loc) * 1.0, asarray(scale) * 1.0)
            return loc + scale * self.standard_normal(loc.shape if size is None else size)
        if scale < 0:
            raise ValueError("scale < 0")
        flat = self._stream.normals(_count(size)[1])
        return self._shaped(flat * float(scale) + float(loc), size)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        return self._apply(_f.exp, self.normal(mean, sigma, size))

    def _apply(self, function, drawn):
        made = function(drawn)
        return float(made) if isinstance(drawn, float) else made

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8):
        mean, cov = asarray(mean) * 1.0, asarray(cov) * 1.0
        shape = () if size is None else _shape(size)
        drawn = self.standard_normal(shape + mean.shape)
        from numpy import linalg
        _, s, v = linalg.svd(cov)
        return _f.add(_f.matmul(drawn, _f.sqrt(s)[:, None] * v), mean)

    # Others

    def exponential(self, scale=1.0, size=None):
        return self._shaped(self._stream.exponentials(_count(size)[1]) * float(scale), size)

    def standard_exponential(self, size=None):
        return self.exponential(1.0, size)

    def laplace(self, loc=0.0, scale=1.0, size=None):
        u = self._doubles(size)
        upper = loc - scale * torch.log(2.0 - u - u)
        lower = loc + scale * torch.log(u + u)
        return self._shaped(torch.where(u >= 0.5, upper, lower), size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        return self._shaped(loc - scale * torch.log(-torch.log(1.0 - self._doubles(size))), size)

    def logistic(self, loc=0.0, scale=1.0, size=None):
        u = self._doubles(size)
        return self._shaped(loc + scale * torch.log(u / (1.0 - u)), size)

    def rayleigh(self, scale=1.0, size=None):
        return self._shaped(scale * torch.sqrt(-2.0 * torch.log(1.0 - self._doubles(size))), size)

    def weibull(self, a, size=None):
        return self._shaped(torch.pow(self._stream.exponentials(_count(size)[1]), 1.0 / a), size)

    def standard_cauchy(self, size=None):
        count = _count(size)[1]
        pairs = self._stream.normals(2 * count).reshape(-1, 2)
        return self._shaped(pairs[:, 0] / pairs[:, 1], size)

    # Integers

    def randint(self, low, high=None, size=None, dtype=int):
        if high is None:
            low, high = 0, low
        kind = _dtypes.dtype(dtype)
        if isinstance(low, (ndarray, list)) or isinstance(high, (ndarray, list)):
            raise NotImplementedError("numpy.random.randint with arrays of limits is not supported by nbrun")
        low, high = int(low), int(high)
        if low >= high:
            raise ValueError("low >= high" if high != 0 or low != 0 else "high <= 0")
        bits = 8 * kind.itemsize
        if kind.kind == "b":
            raise NotImplementedError("numpy.random.randint with dtype bool is not supported by nbrun")
        flat = self._stream.integers(low, high - 1, bits, _count(size)[1])
        if size is None:
            return int(flat[0]) if dtype is int else kind.type(int(flat[0]))
        return _of(flat.to(kind._torch).reshape(_count(size)[0]))

    def random_integers(self, low, high=None, size=None):
        low, high = (1, low) if high is None else (low, high)
        return self.randint(low, high + 1, size)

    def tomaxint(self, size=None):
        raise NotImplementedError("numpy.random.tomaxint is not supported by nbrun; the nearest is randint")

    def binomial(self, n, p, size=None):
        return self._counts("binomial")

    def poisson(self, lam=1.0, size=None):
        return self._counts("poisson")

    def _counts(self, name):
        raise NotImplementedError(f"numpy.random.{name} is not supported by nbrun; the nearest is randint")

    # Orders

    def permutation(self, x):
        if isinstance(x, (int, _dtypes.integer)):
            return _of(self._stream.permutation(int(x)))
        a = asarray(x)
        return a[_of(self._stream.permutation(a.shape[0]))]

    def shuffle(self, x):
        order = self._stream.permutation(len(x))
        if isinstance(x, ndarray):
            x[...] = x[_of(order)]
        else:
            x[:] = [x[place] for place in order.tolist()]

    def choice(self, a, size=None, replace=True, p=None):
        pool = None
        if isinstance(a, (int, _dtypes.integer)):
            count = int(a)
            if count <= 0:
                raise ValueError("a must be greater than 0 unless no samples are taken")
        else:
            pool = a if isinstance(a, (list, tuple)) else asarray(a)
            count = len(pool)
            if count == 0:
                raise ValueError("'a' cannot be empty unless no samples are taken")
        shape, wanted = _count(size)
        if p is not None:
            weights = asarray(p, _dtypes._float64)
            if weights.ndim != 1 or weights.size != count:
                raise ValueError("'a' and 'p' must have same size")
            if abs(float(weights.sum()) - 1) > 1.5e-8:
                raise ValueError("Probabilities do not sum to 1. See Notes section of docstring for more information.")
        if replace:
            if p is None:
                found = self._stream.integers(0, count - 1, 64, wanted)
            else:
                steps = _f.cumsum(weights)
                steps = steps / steps[-1]
                found = _f.searchsorted(steps, _of(self._stream.doubles(wanted)), "right")._t
        else:
            if wanted > count:
                raise ValueError("Cannot take a larger sample than population when 'replace=False'")
            if p is None:
                found = self._stream.permutation(count)[:wanted]
            else:
                found = self._without_repetition(weights.copy(), wanted)
        if pool is None:
            return int(found[0]) if size is None else _of(found.reshape(shape))
        if isinstance(pool, (list, tuple)):
            if size is None:
                picked = pool[int(found[0])]
                return picked if isinstance(picked, str) else asarray(pool)[int(found[0])]
            if any(isinstance(element, str) for element in pool):
                raise NotImplementedError("numpy.random.choice of several texts is not supported by nbrun; the nearest is"
                                          " random.choices")
            pool = asarray(pool)
        return pool[int(found[0])] if size is None else pool[_of(found.reshape(shape))]

    def _without_repetition(self, weights, wanted):
        found = []
        while len(found) < wanted:
            drawn = _of(self._stream.doubles(wanted - len(found)))
            for place in found:
                weights[place] = 0
            steps = _f.cumsum(weights)
            steps = steps / steps[-1]
            for place in _f.searchsorted(steps, drawn, "right").tolist():
                if place not in found:
                    found.append(place)
        return torch.tensor(found)

    def bytes(self, length):
        raise NotImplementedError("numpy.random.bytes is not supported by nbrun; the nearest is randint")

    def get_state(self, legacy=True):
        raise NotImplementedError("numpy.random.get_state is not supported by nbrun; the nearest is seed")

    def set_state(self, state):
        raise NotImplementedError("numpy.random.set_state is not supported by nbrun; the nearest is seed")


RandomState.__module__ = "numpy.random.mtrand"
_state = RandomState()
seed, rand, randn, random, random_sample, ranf, sample = (
    _state.seed, _state.rand, _state.randn, _state.random_sample, _state.random_sample, _state.ranf, _state.sample)
uniform, normal, standard_normal, lognormal = _state.uniform, _state.normal, _state.standard_normal, _state.lognormal
randint, random_integers, choice = _state.randint, _state.random_integers, _state.choice
permutation, shuffle = _state.permutation, _state.shuffle
exponential, standard_exponential, laplace, gumbel = (
    _state.exponential, _state.standard_exponential, _state.laplace, _state.gumbel)
logistic, rayleigh, weibull, standard_cauchy = _state.logistic, _state.rayleigh, _state.weibull, _state.standard_cauchy
multivariate_normal, binomial, poisson = _state.multivariate_normal, _state.binomial, _state.poisson
get_state, set_state = _state.get_state, _state.set_state


def default_rng(seed=None):
    raise NotImplementedError("numpy.random.default_rng is not supported by nbrun; the nearest is numpy.random.RandomState")
