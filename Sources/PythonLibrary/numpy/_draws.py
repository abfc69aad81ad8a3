"""What the random streams of `RandomState` and of `Generator` have in common."""
import _numpy
import torch
from numpy import _dtypes
from numpy import _functions as _f
from numpy._array import asarray, ndarray, _new_shape, _of


def shape_and_count(size):
    """The shape of what is drawn and its number of elements; no shape for a single number."""
    if size is None:
        return (), 1
    shape = _new_shape(size)
    count = 1
    for length in shape:
        count *= length
    return shape, count


def shaped(flat, size, kind=float):
    """Draws in the shape that was asked for, or as one number."""
    if size is None:
        return kind(flat[0])
    return _of(flat.reshape(shape_and_count(size)[0]))


def is_array(value):
    return isinstance(value, (ndarray, list, tuple, torch.Tensor))


class Streams:
    """Draws that are made alike of uniform, normal and exponential numbers; `_stream` gives those."""

    def _fill(self, name, size, *parameters):
        """Draws of a distribution with parameters, each of which may be an array."""
        kind = int if name in ("binomials", "poissons") else float
        draw = getattr(self._stream, name)
        if not any(is_array(parameter) for parameter in parameters):
            return shaped(draw(shape_and_count(size)[1], *[float(parameter) for parameter in parameters]), size, kind)
        arrays = _f.broadcast_arrays(*parameters)
        shape = arrays[0].shape if size is None else shape_and_count(size)[0]
        columns = [_f.broadcast_to(array, shape).ravel().tolist() for array in arrays]
        made = [draw(1, *[float(value) for value in row])[0].item() for row in zip(*columns)]
        return asarray(made, _dtypes._int64 if kind is int else _dtypes._float64).reshape(shape)

    def _scaled(self, name, size, location, scale):
        """Draws of a standard distribution, stretched and moved."""
        if is_array(location) or is_array(scale):
            location, scale = _f.broadcast_arrays(asarray(location) * 1.0, asarray(scale) * 1.0)
            size = location.shape if size is None else size
            return location + scale * shaped(getattr(self._stream, name)(shape_and_count(size)[1]), size)
        flat = getattr(self._stream, name)(shape_and_count(size)[1])
        return shaped(flat * float(scale) + float(location), size)

    def _doubles(self, size):
        return self._stream.doubles(shape_and_count(size)[1])

    def uniform(self, low=0.0, high=1.0, size=None):
        if not is_array(low) and not is_array(high):
            return shaped(self._doubles(size) * (float(high) - float(low)) + float(low), size)
        low, high = _f.broadcast_arrays(asarray(low) * 1.0, asarray(high) * 1.0)
        size = low.shape if size is None else size
        return low + (high - low) * shaped(self._doubles(size), size)

    def normal(self, loc=0.0, scale=1.0, size=None):
        if _f.any(_f.signbit(asarray(scale) * 1.0)):
            raise ValueError("scale < 0")
        return self._scaled("normals", size, loc, scale)

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        made = _f.exp(self.normal(mean, sigma, size))
        return made if isinstance(made, ndarray) else float(made)

    def exponential(self, scale=1.0, size=None):
        if _f.any(_f.signbit(asarray(scale) * 1.0)):
            raise ValueError("scale < 0")
        return self._scaled("exponentials", size, 0.0, scale)

    def laplace(self, loc=0.0, scale=1.0, size=None):
        u = self._doubles(size)
        upper = loc - scale * torch.log(2.0 - u - u)
        lower = loc + scale * torch.log(u + u)
        return shaped(torch.where(u >= 0.5, upper, lower), size)

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        return shaped(loc - scale * torch.log(-torch.log(1.0 - self._doubles(size))), size)

    def logistic(self, loc=0.0, scale=1.0, size=None):
        u = self._doubles(size)
        return shaped(loc + scale * torch.log(u / (1.0 - u)), size)

    def standard_cauchy(self, size=None):
        pairs = self._stream.normals(2 * shape_and_count(size)[1]).reshape(-1, 2)
        return shaped(pairs[:, 0] / pairs[:, 1], size)

    def weibull(self, a, size=None):
        return shaped(torch.pow(self._stream.exponentials(shape_and_count(size)[1]), 1.0 / a), size)

    def binomial(self, n, p, size=None):
        if _f.any(asarray(n) < 0):
            raise ValueError("n < 0")
        if not _f.all((asarray(p) >= 0) & (asarray(p) <= 1)):
            raise ValueError("p < 0, p > 1 or p is NaN")
        return self._fill("binomials", size, n, p)

    def poisson(self, lam=1.0, size=None):
        if not _f.all(asarray(lam) >= 0):
            raise ValueError("lam < 0 or lam is NaN")
        if _f.any(asarray(lam) > 9.2e18):
            raise ValueError("lam value too large")
        return self._fill("poissons", size, lam)

    def standard_gamma(self, shape, size=None):
        if _f.any(asarray(shape) < 0):
            raise ValueError("shape < 0")
        return self._fill("gammas", size, shape)

    def gamma(self, shape, scale=1.0, size=None):
        if _f.any(asarray(scale) < 0):
            raise ValueError("scale < 0")
        if is_array(scale) and not is_array(shape):
            shape = asarray(shape) + asarray(scale) * 0.0
        return self.standard_gamma(shape, size) * scale

    def beta(self, a, b, size=None):
        for name, value in (("a", a), ("b", b)):
            if _f.any(asarray(value) <= 0):
                raise ValueError(f"{name} <= 0")
        return self._fill("betas", size, a, b)

    def chisquare(self, df, size=None):
        if _f.any(asarray(df) <= 0):
            raise ValueError("df <= 0")
        return 2.0 * self._fill("gammas", size, asarray(df) / 2.0 if is_array(df) else df / 2.0)

    def dirichlet(self, alpha, size=None):
        alpha = asarray(alpha) * 1.0
        if _f.any(alpha <= 0):
            raise ValueError("alpha < 0")
        drawn = self._fill("gammas", (() if size is None else shape_and_count(size)[0]) + alpha.shape, alpha)
        # The sum in the order of the draws, as one number after the other.
        return drawn * (1.0 / _f.cumsum(drawn, -1)[..., -1:])

    def bytes(self, length):
        raise NotImplementedError("numpy.random.bytes is not supported by nbrun; the nearest is integers")


def population(a):
    """What is chosen from, if it is not the numbers below `a`, and how many there are."""
    if isinstance(a, (int, _dtypes.integer)):
        return None, int(a)
    pool = asarray(a)
    if pool.ndim == 0:
        if pool.dtype.kind in "iu":
            return None, int(pool)
        raise ValueError("a must be a sequence or an integer, not " + str(type(a)))
    return pool, pool.shape[0]


def probabilities(p, count):
    """The probabilities of a choice."""
    weights = asarray(p, _dtypes._float64)
    if weights.ndim != 1:
        raise ValueError("'p' must be 1-dimensional")
    if weights.size != count:
        raise ValueError("'a' and 'p' must have same size")
    if _f.any(_f.isnan(weights)):
        raise ValueError("Probabilities contain NaN")
    if _f.any(weights < 0):
        raise ValueError("Probabilities are not non-negative")
    if abs(float(weights.sum()) - 1) > 1.5e-8:
        raise ValueError("Probabilities do not sum to 1. See Notes section of docstring for more information.")
    return weights


def weighted(stream, weights, count):
    """Places drawn with these probabilities, which may come again."""
    steps = _f.cumsum(weights)
    steps = steps / steps[-1]
    return _f.searchsorted(steps, _of(stream.doubles(count)), "right")._t


def weighted_without_repetition(stream, weights, count):
    """Places drawn with these probabilities, none of which comes again."""
    if int(_f.count_nonzero(weights)) < count:
        raise ValueError("Fewer non-zero entries in p than size")
    weights = weights.copy()
    found = []
    while len(found) < count:
        drawn = _of(stream.doubles(count - len(found)))
        for place in found:
            weights[place] = 0
        steps = _f.cumsum(weights)
        steps = steps / steps[-1]
        for place in _f.searchsorted(steps, drawn, "right").tolist():
            if place not in found:
                found.append(place)
    return torch.tensor(found, dtype=torch.int64)
