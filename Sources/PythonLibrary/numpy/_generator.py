"""The random streams of `numpy.random.default_rng`."""
import _numpy
import torch
from numpy import _dtypes
from numpy import _functions as _f
from numpy._array import asarray, array, ndarray, _of
from numpy._draws import (Streams, is_array, population, probabilities, shape_and_count, shaped, weighted,
                          weighted_without_repetition)

__all__ = ["Generator", "PCG64", "SeedSequence", "BitGenerator", "default_rng"]


def _words(number):
    """A number as words of 32 bits, the lowest first."""
    if number < 0:
        raise ValueError("expected non-negative integer")
    words = [number & 0xFFFFFFFF]
    number >>= 32
    while number:
        words.append(number & 0xFFFFFFFF)
        number >>= 32
    return words


def _entropy_words(entropy):
    if isinstance(entropy, (list, tuple, ndarray, range)):
        return [word for number in entropy for word in _entropy_words(number)]
    if isinstance(entropy, float) or not hasattr(entropy, "__index__"):
        raise TypeError(f"SeedSequence expects int or sequence of ints for entropy not {entropy!r}")
    return _words(entropy.__index__())


class SeedSequence:
    """The seed of a stream, of which children with streams of their own can be made."""

    _is_written_in_c = True

    def __init__(self, entropy=None, *, spawn_key=(), pool_size=4, n_children_spawned=0):
        if pool_size != 4:
            raise NotImplementedError("numpy.random.SeedSequence with another pool_size is not supported by nbrun")
        if entropy is not None:
            _entropy_words(entropy)
        self.entropy = entropy
        self.spawn_key = tuple(spawn_key)
        self.n_children_spawned = n_children_spawned

    def __repr__(self):
        key = f",\n    spawn_key={self.spawn_key}" if self.spawn_key else ""
        spawned = f",\n    n_children_spawned={self.n_children_spawned}" if self.n_children_spawned else ""
        return f"SeedSequence(\n    entropy={self.entropy}{key}{spawned},\n)"

    def spawn(self, n_children):
        first = self.n_children_spawned
        self.n_children_spawned = first + n_children
        return [SeedSequence(self.entropy, spawn_key=self.spawn_key + (number,))
                for number in range(first, first + n_children)]

    def generate_state(self, n_words, dtype=None):
        raise NotImplementedError("numpy.random.SeedSequence.generate_state is not supported by nbrun")

    def _stream(self):
        if self.entropy is None:
            return _numpy.GeneratorStream()
        key = [word for number in self.spawn_key for word in _words(number)]
        return _numpy.GeneratorStream(_entropy_words(self.entropy), key)


class BitGenerator:
    """What draws random bits."""

    _is_written_in_c = True


class PCG64(BitGenerator):
    """The source of random bits that `default_rng` takes."""

    _is_written_in_c = True

    def __init__(self, seed=None):
        self.seed_seq = seed if isinstance(seed, SeedSequence) else SeedSequence(seed)
        self._stream = self.seed_seq._stream()

    def spawn(self, n_children):
        return [type(self)(child) for child in self.seed_seq.spawn(n_children)]

    @property
    def state(self):
        parts = self._stream.state()
        numbers = [parts[0] << 96 | parts[1] << 64 | parts[2] << 32 | parts[3],
                   parts[4] << 96 | parts[5] << 64 | parts[6] << 32 | parts[7]]
        return {"bit_generator": "PCG64", "state": {"state": numbers[0], "inc": numbers[1]},
                "has_uint32": int(parts[8]), "uinteger": parts[9]}

    @state.setter
    def state(self, value):
        if not isinstance(value, dict) or value.get("bit_generator") != "PCG64":
            raise ValueError("state must be for a PCG64 RNG")
        parts = []
        for name in ("state", "inc"):
            number = value["state"][name]
            parts += [number >> shift & 0xFFFFFFFF for shift in (96, 64, 32, 0)]
        self._stream.set_state(parts, value["has_uint32"], value["uinteger"])

    def random_raw(self, size=None, output=True):
        raise NotImplementedError("numpy.random.PCG64.random_raw is not supported by nbrun; the nearest is"
                                  " Generator.integers")


class Generator(Streams):
    """Draws of many distributions from one source of bits."""

    _is_written_in_c = True

    def __init__(self, bit_generator):
        if not isinstance(bit_generator, BitGenerator):
            raise TypeError("Generator expects a bit generator")
        self._bits = bit_generator

    @property
    def bit_generator(self):
        return self._bits

    @property
    def _stream(self):
        return self._bits._stream

    def __repr__(self):
        return f"Generator({type(self._bits).__name__}) at 0x{id(self):X}"

    def __str__(self):
        return f"Generator({type(self._bits).__name__})"

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.random._generator.Generator' object has no attribute '{name}'")

    def spawn(self, n_children):
        return [Generator(bits) for bits in self._bits.spawn(n_children)]

    def _real(self, size, dtype, out, double, single):
        kind = _dtypes.dtype(dtype)
        if kind.name not in ("float64", "float32"):
            raise TypeError(f"Unsupported dtype {kind!r} for {'random' if double == 'doubles' else 'standard_normal'}")
        if out is not None:
            size = out.shape
        draw = getattr(self._stream, double if kind.name == "float64" else single)
        made = shaped(draw(shape_and_count(size)[1]), size, float if kind.name == "float64" else kind.type)
        if out is None:
            return made
        out[...] = made
        return out

    def random(self, size=None, dtype=_dtypes._float64, out=None):
        return self._real(size, dtype, out, "doubles", "singles")

    def standard_normal(self, size=None, dtype=_dtypes._float64, out=None):
        return self._real(size, dtype, out, "normals", "single_normals")

    def standard_exponential(self, size=None, dtype=_dtypes._float64, method="zig", out=None):
        if method != "zig" or out is not None or _dtypes.dtype(dtype).name != "float64":
            raise NotImplementedError("Generator.standard_exponential with another dtype or method, or with out, is not"
                                      " supported by nbrun")
        return self.exponential(1.0, size)

    def integers(self, low, high=None, size=None, dtype=_dtypes._int64, endpoint=False):
        kind = _dtypes.dtype(dtype)
        if kind.kind not in "iub":
            raise TypeError(f"Unsupported dtype {kind!r} for integers")
        if high is None:
            low, high = 0, low
        least, most = (0, 1) if kind.kind == "b" else _dtypes._LIMITS[kind.name]
        width = 1 if kind.kind == "b" else 8 * kind.itemsize
        last = 0 if endpoint else 1

        def bounds(a, b):
            a, b = int(a), int(b) - last
            if a < least:
                raise ValueError(f"low is out of bounds for {kind.name}")
            if b > most:
                raise ValueError(f"high is out of bounds for {kind.name}")
            if a > b:
                raise ValueError("low > high" if endpoint else "high <= 0" if a == 0 else "low >= high")
            return a, b

        if is_array(low) or is_array(high):
            lows, highs = _f.broadcast_arrays(low, high)
            shape = lows.shape if size is None else shape_and_count(size)[0]
            lows, highs = _f.broadcast_to(lows, shape).ravel().tolist(), _f.broadcast_to(highs, shape).ravel().tolist()
            pairs = [bounds(a, b) for a, b in zip(lows, highs)]
            if width < 32:
                raise NotImplementedError(f"Generator.integers with arrays of limits and dtype {kind.name} is not"
                                          " supported by nbrun; the nearest is int64")
            made = [int(self._stream.integers(1, a, b, width)[0]) for a, b in pairs]
            return array(made, kind).reshape(shape)
        low, high = bounds(low, high)
        flat = self._stream.integers(shape_and_count(size)[1], low, high, width)
        if size is None:
            return int(flat[0]) if dtype is int else bool(flat[0]) if dtype is bool else kind.type(int(flat[0]))
        return _of(flat.to(kind._torch).reshape(shape_and_count(size)[0]))

    # Orders

    def permutation(self, x, axis=0):
        if isinstance(x, (int, _dtypes.integer)):
            return _of(self._stream.permutation(int(x)))
        a = asarray(x)
        order = _of(self._stream.permutation(a.shape[axis]))
        return _f.take(a, order, axis)

    def shuffle(self, x, axis=0):
        if isinstance(x, ndarray):
            x[...] = self.permutation(x.copy(), axis)
        elif axis != 0:
            raise NotImplementedError("Axis argument is only supported on ndarray objects")
        else:
            x[:] = [x[place] for place in self._stream.permutation(len(x)).tolist()]

    def permuted(self, x, *, axis=None, out=None):
        if axis is not None or out is not None:
            raise NotImplementedError("Generator.permuted along an axis is not supported by nbrun; the nearest is"
                                      " permutation")
        a = asarray(x)
        return a.ravel()[_of(self._stream.permutation(a.size))].reshape(a.shape)

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        pool, count = population(a)
        if count <= 0 and pool is None:
            raise ValueError("a must be a positive integer unless no samples are taken")
        if pool is not None:
            count = pool.shape[axis]
        if count == 0:
            raise ValueError("a cannot be empty unless no samples are taken")
        shape, wanted = shape_and_count(size)
        weights = None if p is None else probabilities(p, count)
        if replace:
            found = weighted(self._stream, weights, wanted) if p is not None else \
                self._stream.integers(wanted, 0, count - 1, 64)
        elif wanted > count:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        elif p is not None:
            found = weighted_without_repetition(self._stream, weights, wanted)
        else:
            found = self._stream.sample(count, wanted, shuffle)
        if size is None:
            place = int(found[0])
            return place if pool is None else _f.take(pool, place, axis)
        places = _of(found.reshape(shape))
        return places if pool is None else _f.take(pool, places, axis)

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8, *, method="svd"):
        from numpy import linalg
        mean, cov = asarray(mean) * 1.0, asarray(cov) * 1.0
        shape = (() if size is None else shape_and_count(size)[0]) + mean.shape
        drawn = self.standard_normal(shape).reshape((-1, mean.shape[0]))
        if method == "svd":
            u, s, _ = linalg.svd(cov)
            factor = u * _f.sqrt(s)
        elif method == "cholesky":
            factor = linalg.cholesky(cov)
        elif method == "eigh":
            s, u = linalg.eigh(cov)
            factor = u * _f.sqrt(_f.absolute(s))
        else:
            raise ValueError("method must be one of {'eigh', 'svd', 'cholesky'}")
        return (mean + _f.matmul(drawn, factor.T)).reshape(shape)


def default_rng(seed=None):
    """A generator of the seed, or the generator that is given."""
    if isinstance(seed, Generator):
        return seed
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    return Generator(PCG64(seed))


for _made in (Generator, SeedSequence, PCG64, BitGenerator):
    _made.__module__ = "numpy.random"
