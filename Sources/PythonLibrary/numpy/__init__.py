"""NumPy, as far as tutorials about tensors use it."""
import math

from numpy._dtypes import *
from numpy._dtypes import bool_ as bool
from numpy._array import ndarray, array, asarray
from numpy._array import _of
from numpy._functions import *
from numpy._files import *
from numpy import linalg

float_ = None
del float_
half, single, double, csingle, cdouble = float16, float32, float64, complex64, complex128
int_ = intp = long = longlong = int64
byte, short, intc, ubyte = int8, int16, int32, uint8
True_, False_ = bool_(True), bool_(False)
pi, e, euler_gamma = math.pi, math.e, 0.5772156649015329
nan, inf = math.nan, math.inf
newaxis = None
little_endian = True
__version__ = "2.4.6"


class _Joined:
    """`np.r_[...]` and `np.c_[...]`."""

    def __init__(self, is_columns):
        self._is_columns = is_columns

    def __getitem__(self, key):
        parts = key if isinstance(key, tuple) else (key,)
        made = []
        for part in parts:
            if isinstance(part, slice):
                step = part.step
                if isinstance(step, complex):
                    part = linspace(part.start or 0, part.stop, int(abs(step)))
                else:
                    part = arange(part.start or 0, part.stop, 1 if step is None else step)
            made.append(atleast_1d(part))
        if not self._is_columns:
            return concatenate(made)
        return concatenate([a.reshape((-1, 1)) if a.ndim == 1 else a for a in made], -1)


class _Grid:
    """`np.mgrid[...]` and `np.ogrid[...]`."""

    def __init__(self, is_sparse):
        self._is_sparse = is_sparse

    def __getitem__(self, key):
        parts = key if isinstance(key, tuple) else (key,)
        axes = [r_[part] for part in parts]
        if not isinstance(key, tuple):
            return axes[0]
        if self._is_sparse:
            rank = len(axes)
            return tuple(a.reshape(tuple(-1 if i == place else 1 for i in range(rank))) for place, a in enumerate(axes))
        return stack(meshgrid(*axes, indexing="ij"))


class _Slices:
    def __getitem__(self, key):
        return key


r_, c_, mgrid, ogrid, s_ = _Joined(False), _Joined(True), _Grid(False), _Grid(True), _Slices()


def iterable(y):
    try:
        iter(y)
        return True
    except TypeError:
        return False


def ndenumerate(arr):
    for place, value in enumerate(asarray(arr).ravel()):
        yield tuple(int(part) for part in unravel_index(place, asarray(arr).shape)), value


def ndindex(*shape):
    import itertools
    shape = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
    return itertools.product(*[range(size) for size in shape])


def __getattr__(name):
    if name == "random":
        import numpy.random as module
        return module
    if name == "testing":
        import numpy.testing as module
        return module
    if name == "exceptions":
        import numpy.exceptions as module
        return module
    if name == "fft":
        import numpy.fft as module
        return module
    if name == "lib":
        import numpy.lib as module
        return module
    if name in ("ma", "polynomial", "char", "typing", "core"):
        raise NotImplementedError(f"numpy.{name} is not supported by nbrun")
    hints = {
        "float": " If you specifically wanted the numpy scalar type, use `np.float64` here.",
        "complex": " If you specifically wanted the numpy scalar type, use `np.complex128` here.",
        "str": " If you specifically wanted the numpy scalar type, use `np.str_` here.",
        "int": " When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to specify the precision. If you"
               " wish to review your current use, check the release note link for additional information.",
        "object": "",
    }
    if name in hints:
        raise AttributeError(
            f"module 'numpy' has no attribute '{name}'.\n`np.{name}` was a deprecated alias for the builtin `{name}`. To"
            f" avoid this error in existing code, use `{name}` by itself. Doing this will not modify any behavior and is"
            f" safe.{hints[name]}\nThe aliases was originally deprecated in NumPy 1.20; for more details and guidance see"
            " the original release note at:\n    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations")
    if name.startswith("__"):
        raise AttributeError(f"module 'numpy' has no attribute '{name}'")
    raise AttributeError(f"module 'numpy' has no attribute '{name}', or nbrun does not support it{_nearest(name)}")


def _nearest(name):
    best, most = None, 0.0
    import numpy
    for known in dir(numpy):
        if known.startswith("_"):
            continue
        same = len(set(name) & set(known)) / max_(len(set(name) | set(known)), 1) - 0.1 * abs_(len(name) - len(known))
        if name.startswith(known[:3]):
            same += 0.3
        if same > most:
            best, most = known, same
    return f"; the nearest is {best}" if best and most > 0.5 else ""


from builtins import max as max_, abs as abs_
