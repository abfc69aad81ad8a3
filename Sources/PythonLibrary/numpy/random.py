"""`numpy.random`: the streams that NumPy keeps unchanged (`seed` and `RandomState`), and the generators."""
import torch
import _numpy
from numpy import _dtypes
from numpy import _functions as _f
from numpy._array import asarray, ndarray, _of
from numpy._draws import (Streams, is_array, population, probabilities, shape_and_count, shaped, weighted,
                          weighted_without_repetition)
from numpy._generator import *


class RandomState(Streams):
    """A random stream of its own."""

    _is_written_in_c = True

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

    # Numbers

    def random_sample(self, size=None):
        return shaped(self._doubles(size), size)

    random = ranf = sample = random_sample

    def rand(self, *shape):
        return self.random_sample(shape if shape else None)

    def standard_normal(self, size=None):
        return shaped(self._stream.normals(shape_and_count(size)[1]), size)

    def randn(self, *shape):
        return self.standard_normal(shape if shape else None)

    def standard_exponential(self, size=None):
        return self.exponential(1.0, size)

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8):
        from numpy import linalg
        mean, cov = asarray(mean) * 1.0, asarray(cov) * 1.0
        drawn = self.standard_normal((() if size is None else shape_and_count(size)[0]) + mean.shape)
        _, s, v = linalg.svd(cov)
        return _f.add(_f.matmul(drawn, _f.sqrt(s)[:, None] * v), mean)

    def rayleigh(self, scale=1.0, size=None):
        return shaped(scale * torch.sqrt(-2.0 * torch.log(1.0 - self._doubles(size))), size)

    # Integers

    def randint(self, low, high=None, size=None, dtype=int):
        if high is None:
            low, high = 0, low
        kind = _dtypes.dtype(dtype)
        if is_array(low) or is_array(high):
            raise NotImplementedError("numpy.random.randint with arrays of limits is not supported by nbrun")
        low, high = int(low), int(high)
        if low >= high:
            raise ValueError("low >= high" if high != 0 or low != 0 else "high <= 0")
        bits = 8 * kind.itemsize
        if kind.kind == "b":
            raise NotImplementedError("numpy.random.randint with dtype bool is not supported by nbrun")
        flat = self._stream.integers(low, high - 1, bits, shape_and_count(size)[1])
        if size is None:
            return int(flat[0]) if dtype is int else kind.type(int(flat[0]))
        return _of(flat.to(kind._torch).reshape(shape_and_count(size)[0]))

    def random_integers(self, low, high=None, size=None):
        low, high = (1, low) if high is None else (low, high)
        return self.randint(low, high + 1, size)

    def tomaxint(self, size=None):
        raise NotImplementedError("numpy.random.tomaxint is not supported by nbrun; the nearest is randint")

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
        pool, count = population(a)
        if count <= 0 and pool is None:
            raise ValueError("a must be greater than 0 unless no samples are taken")
        if count == 0:
            raise ValueError("'a' cannot be empty unless no samples are taken")
        if pool is not None and pool.ndim != 1:
            raise ValueError("a must be 1-dimensional")
        shape, wanted = shape_and_count(size)
        weights = None if p is None else probabilities(p, count)
        if replace:
            found = weighted(self._stream, weights, wanted) if p is not None else \
                self._stream.integers(0, count - 1, 64, wanted)
        elif wanted > count:
            raise ValueError("Cannot take a larger sample than population when 'replace=False'")
        elif p is None:
            found = self._stream.permutation(count)[:wanted]
        else:
            found = weighted_without_repetition(self._stream, weights, wanted)
        if size is None:
            return int(found[0]) if pool is None else pool[int(found[0])]
        places = _of(found.reshape(shape))
        return places if pool is None else pool[places]

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
gamma, standard_gamma, beta, chisquare, dirichlet = (
    _state.gamma, _state.standard_gamma, _state.beta, _state.chisquare, _state.dirichlet)
get_state, set_state = _state.get_state, _state.set_state

