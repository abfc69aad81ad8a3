"""NumPy's functions: ufuncs, reductions, shapes, sorting, making arrays."""
import builtins
import math
import torch
import _numpy
from numpy import _dtypes
from numpy._dtypes import dtype as _dtype, generic, _FROM_TORCH, _promote, _weak, _float_for
from numpy._array import (ndarray, array, asarray, AxisError, _of, _scalar, _wrap, _cast, _shape, _new_shape, _shape_text, _axis,
                          _tensor_of, _print_options, _text, _resolved, _labels)

# What an argument that was left out is, where `None` means something.
_NO_VALUE = object()
_PYTHON_NUMBERS = (bool, int, float, complex)


class _UFuncTypeError(TypeError):
    """A dtype that a ufunc does not take or cannot give."""


_UFuncTypeError.__name__ = _UFuncTypeError.__qualname__ = "UFuncTypeError"
_UFuncTypeError.__module__ = "numpy._core._exceptions"


def _operands(a, b):
    """Two operands as tensors of one dtype, with that dtype."""
    kind_a, kind_b = type(a), type(b)
    weak_a, weak_b = kind_a in _PYTHON_NUMBERS, kind_b in _PYTHON_NUMBERS
    if weak_a and weak_b:
        kind = _promote(_dtypes._kind_by_python[kind_a], _dtypes._kind_by_python[kind_b])
        return torch.tensor(a, dtype=kind._torch), torch.tensor(b, dtype=kind._torch), kind
    if weak_a:
        b = b if isinstance(b, (ndarray, generic)) else asarray(b)
        t = b._t
        kind = _weak(kind_a, b.dtype)
        if kind_a is int and kind.kind in "iu":
            kind.type(a)
        return torch.tensor(a, dtype=kind._torch), t if t.dtype is kind._torch else t.to(kind._torch), kind
    if weak_b:
        a = a if isinstance(a, (ndarray, generic)) else asarray(a)
        t = a._t
        kind = _weak(kind_b, a.dtype)
        if kind_b is int and kind.kind in "iu":
            kind.type(b)
        return t if t.dtype is kind._torch else t.to(kind._torch), torch.tensor(b, dtype=kind._torch), kind
    a = a if isinstance(a, (ndarray, generic)) else asarray(a)
    b = b if isinstance(b, (ndarray, generic)) else asarray(b)
    s, t = a._t, b._t
    if s.dtype is t.dtype:
        return s, t, a.dtype
    kind = _promote(a.dtype, b.dtype)
    return s.to(kind._torch), t.to(kind._torch), kind


def _as_tensor(made):
    """An array or a number as the tensor that NumPy gives back for one it was handed."""
    t = made._t
    return t.to(torch.uint8) if t.dtype is torch.bool else t


def _gives_tensors(function):
    """A function that looks at a tensor as an array, and whose result is a tensor again."""
    def compute(a, *arguments, **keywords):
        if isinstance(a, torch.Tensor):
            return _as_tensor(function(asarray(a), *arguments, **keywords))
        return function(a, *arguments, **keywords)
    compute.__name__ = compute.__qualname__ = function.__name__
    compute.__doc__ = function.__doc__
    compute.__wrapped__ = function
    return compute


def _reduced(a, method, axis, out, keepdims, types=None, **others):
    """A reduction of what is no array is that of its own method, whatever it says to NumPy's arguments."""
    if keepdims:
        others["keepdims"] = keepdims
    return getattr(a, method)(axis=axis, out=out, **(types or {}), **others)


class ufunc:
    """A function applied to each element."""

    _is_written_in_c = True

    def __init__(self, name, inputs, compute, identity=None, documentation=None):
        self.__name__ = name
        self.nin = inputs
        self.nout = 1
        self.nargs = inputs + 1
        self.identity = identity
        self._compute = compute

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __call__(self, *args, out=None, where=True, dtype=None, casting="same_kind", order="K", subok=True,
                 **others):
        if len(args) == self.nin + 1 and out is None:
            args, out = args[:-1], args[-1]
        if len(args) != self.nin:
            raise TypeError(f"{self.__name__}() takes from {self.nin} to {self.nargs} positional arguments but "
                            f"{len(args)} {'was' if len(args) == 1 else 'were'} given")
        for name in others:
            raise TypeError(f"{self.__name__}() got an unexpected keyword argument '{name}'")
        if out is not None and not isinstance(out, (ndarray, tuple)):
            raise TypeError("return arrays must be of ArrayType")
        tensors = False
        for argument in args:
            if isinstance(argument, torch.Tensor):
                tensors = True
            elif isinstance(argument, (str, bytes, dict, set)) or argument is None:
                names = ", ".join(repr(getattr(asarray(a), "dtype")) if not isinstance(a, (str, bytes, dict, set))
                                  and a is not None else f"dtype('<U{builtins.max(len(a), 1)}')" if isinstance(a, str)
                                  else "dtype('O')" for a in args)
                if isinstance(argument, str):
                    raise _UFuncTypeError(f"ufunc '{self.__name__}' did not contain a loop with signature matching types "
                                          f"({names}) -> None")
                raise TypeError(f"unsupported operand type(s) for ufunc '{self.__name__}': {type(argument).__name__!r}")
        if dtype is not None:
            args = [asarray(argument, dtype) for argument in args]
        try:
            made = self._compute(*args)
        except RuntimeError as error:
            if len(args) == 2 and ("size of tensor" in str(error) or "broadcast" in str(error)):
                shapes = " ".join(_shape_text(asarray(argument).shape) for argument in args)
                raise ValueError(f"operands could not be broadcast together with shapes {shapes} ") from None
            raise
        if where is not True:
            chosen = asarray(where)._t
            base = out if isinstance(out, ndarray) else _of(torch.zeros_like(made))
            made = torch.where(chosen, made, base._t.to(made.dtype))
        if isinstance(out, tuple):
            out = out[0]
        if out is not None:
            out._t.copy_(made)
            return out
        if tensors:
            return made.to(torch.uint8) if made.dtype is torch.bool else made
        return _of(made) if made.dim() else _scalar(made)

    # Other ways of using a function of two operands

    def _needs_two(self, method):
        if self.nin != 2:
            raise ValueError(f"{method} only supported for binary functions")

    def reduce(self, array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True):
        self._needs_two("reduce")
        named = {"add": sum, "multiply": prod, "maximum": max, "minimum": min, "logical_and": all, "logical_or": any}
        if self.__name__ in named:
            made = named[self.__name__](array, axis=axis, keepdims=keepdims)
            return made if dtype is None else made.astype(dtype)
        source = asarray(array)
        made = None
        for row in moveaxis(source, axis, 0):
            made = row if made is None else self(made, row)
        if made is None:
            raise ValueError(f"zero-size array to reduction operation {self.__name__} which has no identity")
        return expand_dims(made, axis) if keepdims else made

    def accumulate(self, array, axis=0, dtype=None, out=None):
        self._needs_two("accumulate")
        rows = []
        for row in moveaxis(asarray(array), axis, 0):
            rows.append(row if not rows else self(rows[-1], row))
        return moveaxis(stack(rows), 0, axis)

    def outer(self, a, b):
        self._needs_two("outer")
        a, b = asarray(a), asarray(b)
        return self(a.reshape(a.shape + (1,) * b.ndim), b)

    def at(self, a, indices, b=None):
        if b is None:
            a[indices] = self(a[indices])
            return
        if self.__name__ == "add" and not isinstance(indices, tuple):
            values = broadcast_to(asarray(b, a.dtype), asarray(indices).shape + a.shape[1:])
            a._t.index_put_((asarray(indices)._t,), values._t, accumulate=True)
            return
        places = asarray(indices)
        values = broadcast_to(asarray(b), places.shape + a.shape[1:])
        for place, index in enumerate(places.tolist()):
            a[index] = self(a[index], values[place])


ufunc.__module__ = "numpy"


def _binary(name, compute, identity=None):
    return ufunc(name, 2, compute, identity)


def _arithmetic(name, function, identity=None, refuses_bool=None, of_bool=None):
    def compute(a, b):
        s, t, kind = _operands(a, b)
        if kind.kind == "b":
            if refuses_bool:
                raise TypeError(refuses_bool)
            if of_bool:
                return of_bool(s, t)
        return function(s, t)
    return ufunc(name, 2, compute, identity)


def _floating_pair(name, function):
    def compute(a, b):
        s, t, kind = _operands(a, b)
        if kind.kind in "bui":
            kind = _dtypes._float64 if name == "divide" else _float_for(kind)
            s, t = s.to(kind._torch), t.to(kind._torch)
        return function(s, t)
    return ufunc(name, 2, compute)


def _divide_integers(s, t, function):
    """A division of integers in which a divisor of 0 gives 0."""
    zero = t == 0
    if not bool(zero.any()):
        return function(s, t)
    made = function(s, torch.where(zero, torch.ones_like(t), t))
    return torch.where(zero, torch.zeros_like(made), made)


def _floor_divide(a, b):
    s, t, kind = _operands(a, b)
    if kind.kind == "b":
        s, t = s.to(torch.int8), t.to(torch.int8)
    if kind.kind in "bui":
        return _divide_integers(s, t, torch.floor_divide)
    return torch.floor_divide(s, t)


def _remainder(a, b):
    s, t, kind = _operands(a, b)
    if kind.kind == "b":
        s, t = s.to(torch.int8), t.to(torch.int8)
    return _divide_integers(s, t, torch.remainder) if kind.kind in "bui" else torch.remainder(s, t)


def _fmod(a, b):
    s, t, kind = _operands(a, b)
    return _divide_integers(s, t, torch.fmod) if kind.kind in "bui" else torch.fmod(s, t)


def _power(a, b):
    s, t, kind = _operands(a, b)
    if kind.kind == "b":
        s, t = s.to(torch.int8), t.to(torch.int8)
    if kind.kind in "iu" and bool((t < 0).any()):
        raise ValueError("Integers to negative integer powers are not allowed.")
    if t.dim() == 0 and kind.kind == "f":
        exponent = t.item()
        if exponent == 2:
            return s * s
        if exponent == 0.5:
            return torch.sqrt(s)
    return torch.pow(s, t)


def _float_power(a, b):
    s, t, kind = _operands(a, b)
    wide = torch.complex128 if kind.kind == "c" else torch.float64
    return torch.pow(s.to(wide), t.to(wide))


def _comparison(name, function):
    def compute(a, b):
        s, t, _ = _operands(a, b)
        return function(s, t)
    return ufunc(name, 2, compute)


def _logical(name, function):
    def compute(a, b):
        return function(asarray(a)._t.to(torch.bool), asarray(b)._t.to(torch.bool))
    return ufunc(name, 2, compute)


def _bits(name, function):
    def compute(a, b):
        s, t, kind = _operands(a, b)
        if kind.kind not in "bui":
            raise TypeError(f"ufunc '{name}' not supported for the input types, and the inputs could not be safely coerced"
                            " to any supported types according to the casting rule ''safe''")
        return function(s, t)
    return ufunc(name, 2, compute)


def _tensor(x):
    return x._t if isinstance(x, (ndarray, generic)) else asarray(x)._t


def _floating(name, function, refuses_complex=False):
    def compute(x):
        t = _tensor(x)
        kind = _FROM_TORCH[t.dtype]
        if kind.kind in "bui":
            t = t.to(_float_for(kind)._torch)
        return function(t)
    return ufunc(name, 1, compute)


def _plain(name, function, refuses_bool=None, keeps_integers=False):
    def compute(x):
        t = _tensor(x)
        if t.dtype is torch.bool and refuses_bool:
            raise TypeError(refuses_bool)
        if keeps_integers and not t.dtype.is_floating_point and not t.is_complex():
            return t.clone()
        return function(t)
    return ufunc(name, 1, compute)


_MINUS = ("numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
          "logical_xor function instead.")
_NEGATIVE = ("The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
             "function instead.")
add = _arithmetic("add", torch.add, 0, of_bool=torch.logical_or)
subtract = _arithmetic("subtract", torch.sub, refuses_bool=_MINUS)
multiply = _arithmetic("multiply", torch.mul, 1, of_bool=torch.logical_and)
divide = true_divide = _floating_pair("divide", torch.div)
floor_divide = _binary("floor_divide", _floor_divide)
remainder = mod = _binary("remainder", _remainder)
fmod = _binary("fmod", _fmod)
power = pow = _binary("power", _power, None)
float_power = _binary("float_power", _float_power)
maximum = _arithmetic("maximum", torch.maximum)
minimum = _arithmetic("minimum", torch.minimum)
fmax = _arithmetic("fmax", torch.fmax)
fmin = _arithmetic("fmin", torch.fmin)
arctan2 = atan2 = _floating_pair("arctan2", torch.atan2)
hypot = _floating_pair("hypot", torch.hypot)
logaddexp = _floating_pair("logaddexp", torch.logaddexp)
logaddexp2 = _floating_pair("logaddexp2", torch.logaddexp2)
copysign = _floating_pair("copysign", torch.copysign)
nextafter = _floating_pair("nextafter", torch.nextafter)
heaviside = _floating_pair("heaviside", torch.heaviside)
equal = _comparison("equal", torch.eq)
not_equal = _comparison("not_equal", torch.ne)
less = _comparison("less", torch.lt)
less_equal = _comparison("less_equal", torch.le)
greater = _comparison("greater", torch.gt)
greater_equal = _comparison("greater_equal", torch.ge)
logical_and = _logical("logical_and", torch.logical_and)
logical_or = _logical("logical_or", torch.logical_or)
logical_xor = _logical("logical_xor", torch.logical_xor)
bitwise_and = _bits("bitwise_and", torch.bitwise_and)
bitwise_or = _bits("bitwise_or", torch.bitwise_or)
bitwise_xor = _bits("bitwise_xor", torch.bitwise_xor)
left_shift = bitwise_left_shift = _bits("left_shift", torch.bitwise_left_shift)
right_shift = bitwise_right_shift = _bits("right_shift", torch.bitwise_right_shift)
gcd = _bits("gcd", torch.gcd)
lcm = _bits("lcm", torch.lcm)
negative = _plain("negative", torch.neg, refuses_bool=_NEGATIVE)
positive = _plain("positive", torch.clone)
absolute = abs = _plain("absolute", lambda t: t.clone() if t.dtype is torch.bool else torch.abs(t))
fabs = _floating("fabs", torch.abs)
sign = _plain("sign", lambda t: torch.sgn(t) if t.is_complex() else torch.sign(t))
square = _plain("square", lambda t: t.to(torch.int8) if t.dtype is torch.bool else t * t)
conjugate = conj = _plain("conjugate", lambda t: torch.conj(t).resolve_conj() if t.is_complex() else t.clone())
invert = bitwise_not = _plain("invert", torch.bitwise_not)
logical_not = ufunc("logical_not", 1, lambda x: torch.logical_not(_tensor(x)))
floor = _plain("floor", torch.floor, keeps_integers=True)
ceil = _plain("ceil", torch.ceil, keeps_integers=True)
trunc = _plain("trunc", torch.trunc, keeps_integers=True)
rint = _floating("rint", torch.round)
isnan = _plain("isnan", torch.isnan)
isinf = _plain("isinf", torch.isinf)
isfinite = _plain("isfinite", torch.isfinite)
signbit = _plain("signbit", torch.signbit)
reciprocal = _plain("reciprocal", lambda t: torch.reciprocal(t) if t.dtype.is_floating_point or t.is_complex()
                    else torch.div(torch.ones_like(t), t, rounding_mode="trunc"))
sqrt = _floating("sqrt", torch.sqrt)
cbrt = _floating("cbrt", lambda t: torch.sign(t) * torch.pow(torch.abs(t), 1 / 3))
exp = _floating("exp", torch.exp)
exp2 = _floating("exp2", torch.exp2)
expm1 = _floating("expm1", torch.expm1)
log = _floating("log", torch.log)
log2 = _floating("log2", torch.log2)
log10 = _floating("log10", torch.log10)
log1p = _floating("log1p", torch.log1p)
sin = _floating("sin", torch.sin)
cos = _floating("cos", torch.cos)
tan = _floating("tan", torch.tan)
arcsin = asin = _floating("arcsin", torch.asin)
arccos = acos = _floating("arccos", torch.acos)
arctan = atan = _floating("arctan", torch.atan)
sinh = _floating("sinh", torch.sinh)
cosh = _floating("cosh", torch.cosh)
tanh = _floating("tanh", torch.tanh)
arcsinh = asinh = _floating("arcsinh", torch.asinh)
arccosh = acosh = _floating("arccosh", torch.acosh)
arctanh = atanh = _floating("arctanh", torch.atanh)
deg2rad = radians = _floating("deg2rad", lambda t: t * (math.pi / 180))
rad2deg = degrees = _floating("rad2deg", lambda t: t * (180 / math.pi))


def sinc(x):
    return _wrap(torch.sinc(_tensor(x).to(torch.float64)))


def real(x):
    if type(x) in _PYTHON_NUMBERS or isinstance(x, torch.Tensor):
        return x.real
    x = asarray(x)
    return x.real if x.ndim else _scalar(x.real._t)


def imag(x):
    if type(x) in _PYTHON_NUMBERS or isinstance(x, torch.Tensor):
        return x.imag
    x = asarray(x)
    return x.imag if x.ndim else _scalar(x.imag._t)


def angle(x, deg=False):
    made = _wrap(torch.angle(_tensor(x)))
    return made * (180 / math.pi) if deg else made


def modf(x):
    whole = trunc(asarray(x, _dtypes._float64 if asarray(x).dtype.kind in "bui" else None))
    return (x - whole, whole)


def divmod(a, b):
    return (floor_divide(a, b), remainder(a, b))


# Making arrays

def _outside(shape, kind, value):
    """An array of one text or object."""
    shape = _new_shape(shape)
    return _labels().make([value] * math.prod(shape), kind, shape)


def zeros(shape, dtype=float, order="C", *, like=None):
    kind = _dtype(dtype)
    if kind.kind in "UO":
        return _outside(shape, kind, 0 if kind.kind == "O" else "")
    return _of(torch.zeros(_new_shape(shape), dtype=_dtype(dtype)._torch))


def ones(shape, dtype=None, order="C", *, like=None):
    return _of(torch.ones(_new_shape(shape), dtype=_dtype(dtype)._torch))


def empty(shape, dtype=float, order="C", *, like=None):
    kind = _dtype(dtype)
    if kind.kind in "UO":
        return _outside(shape, kind, None if kind.kind == "O" else "")
    return _of(torch.zeros(_new_shape(shape), dtype=_dtype(dtype)._torch))


def full(shape, fill_value, dtype=None, order="C", *, like=None):
    if isinstance(fill_value, str) or dtype is not None and _dtype(dtype).kind in "UO":
        return _outside(shape, None if dtype is None else _dtype(dtype), fill_value)
    value = asarray(fill_value, dtype)
    return _of(value._t.expand(_shape(shape)).clone())


def zeros_like(a, dtype=None, order="K", subok=True, shape=None):
    a = asarray(a)
    return zeros(a.shape if shape is None else shape, a.dtype if dtype is None else dtype)


def ones_like(a, dtype=None, order="K", subok=True, shape=None):
    a = asarray(a)
    return ones(a.shape if shape is None else shape, a.dtype if dtype is None else dtype)


def empty_like(a, dtype=None, order="K", subok=True, shape=None):
    return zeros_like(a, dtype, shape=shape)


def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None):
    a = asarray(a)
    return full(a.shape if shape is None else shape, fill_value, a.dtype if dtype is None else dtype)


def eye(N, M=None, k=0, dtype=float, order="C"):
    columns = N if M is None else M
    made = torch.zeros(N, columns, dtype=_dtype(dtype)._torch)
    made.diagonal(k).fill_(1)
    return _of(made)


def identity(n, dtype=None):
    return eye(n, dtype=dtype)


def arange(start, stop=None, step=None, dtype=None, *, like=None):
    if stop is None:
        start, stop = 0, start
    if step is None:
        step = 1
    if step == 0:
        raise ZeroDivisionError("division by zero")
    if dtype is None:
        kind = _dtypes._int64
        for bound in (start, stop, step):
            if isinstance(bound, generic):
                kind = _promote(kind, bound.dtype)
            elif isinstance(bound, float):
                kind = _promote(kind, _dtypes._float64)
            elif isinstance(bound, ndarray):
                kind = _promote(kind, bound.dtype)
    else:
        kind = _dtype(dtype)
    start, stop, step = (bound.item() if isinstance(bound, (generic, ndarray)) else bound for bound in (start, stop, step))
    count = builtins.max(0, math.ceil((stop - start) / step))
    if count > 1 << 31:
        raise MemoryError("Unable to allocate an array of that size")
    if kind.kind in "iu":
        first, second = int(start), int(start + step)
        return _of((torch.arange(count, dtype=torch.int64) * (second - first) + first).to(kind._torch))
    # As NumPy fills: from the first two elements.
    delta = (start + step) - start
    made = torch.arange(count, dtype=torch.float64) * delta + start
    return _of(made.to(kind._torch))


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0):
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    parts = num - 1 if endpoint else num
    if not isinstance(start, _PYTHON_NUMBERS) or not isinstance(stop, _PYTHON_NUMBERS):
        low, high = asarray(start) * 1.0, asarray(stop) * 1.0
        places = arange(0, num).reshape((-1,) + (1,) * broadcast_shapes(low.shape, high.shape).__len__())
        made = low + places * ((high - low) / parts if parts else 0)
        if endpoint and num > 1:
            made[-1] = high
        step = (high - low) / parts if parts else nan
        return (made, step) if retstep else made if dtype is None else made.astype(dtype)
    start, stop = float(start), float(stop)
    delta = stop - start
    places = torch.arange(num, dtype=torch.float64)
    if parts > 0:
        step = delta / parts
        made = places * step if step != 0 else places / parts * delta
    else:
        step = nan
        made = places * delta
    made = made + start
    if endpoint and num > 1:
        made[-1] = stop
    if dtype is not None:
        kind = _dtype(dtype)
        made = (torch.floor(made) if kind.kind in "iu" else made).to(kind._torch)
    return (_of(made), _dtypes.float64(step)) if retstep else _of(made)


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    made = power(base, linspace(start, stop, num, endpoint))
    return made if dtype is None else made.astype(dtype)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    made = logspace(math.log10(start), math.log10(stop), num, endpoint)
    if num > 0:
        made[0] = start
        if num > 1 and endpoint:
            made[-1] = stop
    return made if dtype is None else made.astype(dtype)


def fromiter(iter, dtype, count=-1, *, like=None):
    return array(list(iter), dtype)


def frombuffer(buffer, dtype=float, count=-1, offset=0, *, like=None):
    kind = _dtype(dtype)
    size = len(buffer)
    if offset < 0 or offset > size:
        raise ValueError(f"offset must be non-negative and no greater than buffer length ({size})")
    rest = size - offset
    if count < 0:
        if rest % kind.itemsize:
            raise ValueError("buffer size must be a multiple of element size")
        count = rest // kind.itemsize
    elif count * kind.itemsize > rest:
        raise ValueError("buffer is smaller than requested size")
    if isinstance(buffer, bytearray) or isinstance(buffer, memoryview) and not buffer.readonly:
        if offset % kind.itemsize:
            raise NotImplementedError("frombuffer() of shared memory at an offset that is no multiple of the element size "
                                      "is not supported by nbrun; bytes(...) gives it a copy")
        shared = torch._C._shared_bytes(buffer)[offset:offset + count * kind.itemsize]
        return _of(shared.view(kind._torch))
    made = _of(_numpy.from_bytes(bytes(buffer[offset:offset + count * kind.itemsize]), torch.empty(0, dtype=kind._torch)))
    made._is_fixed = isinstance(buffer, bytes)
    return made


def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    return function(*indices(shape, dtype), **kwargs)


def indices(dimensions, dtype=int, sparse=False):
    grids = meshgrid(*[arange(size, dtype=dtype) for size in dimensions], indexing="ij")
    return stack(grids) if grids else zeros((0,), dtype)


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    if not xi:
        return ()
    return tuple(_of(t.clone()) for t in torch.meshgrid(*[asarray(x)._t.reshape(-1) for x in xi], indexing=indexing))


def diag(v, k=0):
    t = _tensor(v)
    if t.dim() not in (1, 2):
        raise ValueError("Input must be 1- or 2-d.")
    return _of(torch.diag(t, k))


def diagflat(v, k=0):
    return diag(ravel(v), k)


def diagonal(a, offset=0, axis1=0, axis2=1):
    return asarray(a).diagonal(offset, axis1, axis2)


def trace(a, offset=0):
    return asarray(a).trace(offset)


def tri(N, M=None, k=0, dtype=float):
    return tril(ones((N, N if M is None else M), dtype), k)


def tril(m, k=0):
    return _of(torch.tril(_tensor(m), k))


def triu(m, k=0):
    return _of(torch.triu(_tensor(m), k))


def tril_indices(n, k=0, m=None):
    found = torch.tril_indices(n, n if m is None else m, k)
    return (_of(found[0]), _of(found[1]))


def triu_indices(n, k=0, m=None):
    found = torch.triu_indices(n, n if m is None else m, k)
    return (_of(found[0]), _of(found[1]))


def vander(x, N=None, increasing=False):
    t = _tensor(x)
    count = t.numel() if N is None else N
    powers = torch.arange(count)
    return _of(torch.pow(t[:, None], powers if increasing else powers.flip(0)))


def copy(a, order="K", subok=False):
    return array(a)


def asanyarray(a, dtype=None, order=None):
    return asarray(a, dtype)


def ascontiguousarray(a, dtype=None):
    made = asarray(a, dtype)
    return made if made._t.is_contiguous() else made.copy()


def require(a, dtype=None, requirements=None):
    return asarray(a, dtype)


# Reductions

def _axes(axis, rank):
    if axis is None:
        return tuple(range(rank))
    axes = tuple(_axis(a, rank) for a in (axis if isinstance(axis, (tuple, list)) else (axis,)))
    if len(set(axes)) != len(axes):
        raise ValueError("duplicate value in 'axis'")
    return axes


def _finish(t, axes, rank, keepdims, out=None):
    """What a reduction gives: with its axes kept at length 1 if asked for."""
    if keepdims:
        for axis in sorted(axes):
            t = t.unsqueeze(axis)
    if out is not None:
        out._t.copy_(t)
        return out
    return _wrap(t)


def _total(t, axes):
    """The sum over axes, in NumPy's order of addition."""
    if not axes:
        return t.clone()
    if not t.dtype.is_floating_point:
        return torch.sum(t, dim=axes)
    rank = t.dim()
    kept = [axis for axis in range(rank) if axis not in axes]
    last = rank - 1
    # Trailing axes are summed in pairs, the others row by row.
    trailing = []
    while last >= 0 and last in axes and t.is_contiguous():
        trailing.insert(0, last)
        last -= 1
    if trailing:
        t = _numpy.sum_last(t.reshape(t.shape[:trailing[0]] + (-1,)).contiguous())
    for axis in sorted((axis for axis in axes if axis not in trailing), reverse=True):
        total = None
        for row in t.unbind(axis):
            total = row.clone() if total is None else total + row
        t = torch.zeros(t.shape[:axis] + t.shape[axis + 1:], dtype=t.dtype) if total is None else total
    return t


def _accumulator(t, dtype):
    """The tensor in the dtype in which it is summed."""
    if dtype is not None:
        return t.to(_dtype(dtype)._torch)
    kind = _FROM_TORCH[t.dtype]
    return t.to(torch.int64) if kind.kind in "bui" else t


def sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True):
    if hasattr(a, "__next__"):
        return builtins.sum(a)
    if isinstance(a, torch.Tensor):
        return _reduced(a, "sum", axis, out, keepdims, None if dtype is None else {"dtype": dtype})
    t = _tensor(a)
    if where is not True:
        t = torch.where(_tensor(where), t, torch.zeros_like(t))
    axes = _axes(axis, t.dim())
    made = _total(_accumulator(t, dtype), axes)
    return _finish(made if initial == 0 else made + initial, axes, t.dim(), keepdims, out)


def prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1, where=True):
    if isinstance(a, torch.Tensor):
        return _reduced(a, "prod", axis, out, keepdims, None if dtype is None else {"dtype": dtype})
    t = _tensor(a)
    axes = _axes(axis, t.dim())
    made = _accumulator(t, dtype)
    for one in sorted(axes, reverse=True):
        made = torch.prod(made, dim=one)
    return _finish(made, axes, t.dim(), keepdims, out)


def _count(t, axes):
    count = 1
    for axis in axes:
        count *= t.shape[axis]
    return count


def _mean(t, axes):
    kind = _FROM_TORCH[t.dtype]
    if kind.kind in "bui":
        t = t.to(torch.float64)
    count = _count(t, axes)
    if kind is _dtypes._float16:
        return (_total(t.to(torch.float32), axes) / count).to(torch.float16)
    return _total(t, axes) / count


def _warn_of_empty(t, axes, text="Mean of empty slice."):
    if _count(t, axes) == 0:
        import warnings
        warnings.warn(text, RuntimeWarning, stacklevel=3)


def mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True):
    if isinstance(a, torch.Tensor):
        return _reduced(a, "mean", axis, out, keepdims, {"dtype": dtype})
    t = _tensor(a)
    if dtype is not None:
        t = t.to(_dtype(dtype)._torch)
    axes = _axes(axis, t.dim())
    _warn_of_empty(t, axes)
    return _finish(_mean(t, axes), axes, t.dim(), keepdims, out)


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    a = asarray(a)
    if weights is None:
        made = mean(a, axis, keepdims=keepdims)
        scale = made.dtype.type(_count(a._t, _axes(axis, a.ndim)))
    else:
        weights = asarray(weights)
        if weights.shape != a.shape:
            if axis is None:
                raise TypeError("Axis must be specified when shapes of a and weights differ.")
            weights = weights.reshape(tuple(weights.size if i == _axis(axis, a.ndim) else 1 for i in range(a.ndim)))
            weights = broadcast_to(weights, a.shape)
        scale = sum(weights, axis, keepdims=keepdims)
        if not bool(all(not_equal(scale, 0))):
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        made = sum(multiply(a, weights), axis, keepdims=keepdims) / scale
    return (made, scale) if returned else made


def _variance(t, axes, ddof):
    if not t.dtype.is_floating_point and not t.is_complex():
        t = t.to(torch.float64)
    half = t.dtype is torch.float16
    if half:
        t = t.to(torch.float32)
    center = _mean(t, axes)
    for axis in sorted(axes):
        center = center.unsqueeze(axis)
    away = t - center
    squares = (away * away.conj()).real if t.is_complex() else away * away
    left = builtins.max(_count(t, axes) - ddof, 0)
    made = _total(squares, axes) / left
    return made.to(torch.float16) if half else made


def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
    if isinstance(a, torch.Tensor):
        return _reduced(a, "var", axis, out, keepdims, {"dtype": dtype}, ddof=ddof if correction is None else correction)
    t = _tensor(a)
    if dtype is not None:
        t = t.to(_dtype(dtype)._torch)
    axes = _axes(axis, t.dim())
    return _finish(_variance(t, axes, ddof if correction is None else correction), axes, t.dim(), keepdims, out)


def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=True, mean=None, correction=None):
    if isinstance(a, torch.Tensor):
        return _reduced(a, "std", axis, out, keepdims, {"dtype": dtype}, ddof=ddof if correction is None else correction)
    t = _tensor(a)
    if dtype is not None:
        t = t.to(_dtype(dtype)._torch)
    axes = _axes(axis, t.dim())
    made = torch.sqrt(_variance(t, axes, ddof if correction is None else correction))
    return _finish(made, axes, t.dim(), keepdims, out)


def _extreme(name, function):
    def compute(a, axis=None, out=None, keepdims=False, initial=None, where=True):
        if isinstance(a, torch.Tensor):
            return _reduced(a, name, axis, out, keepdims)
        t = _tensor(a)
        axes = _axes(axis, t.dim())
        if t.numel() == 0 and _count(t, axes) == 0:
            if initial is not None:
                return initial
            raise ValueError(f"zero-size array to reduction operation {name}imum which has no identity")
        made = function(t, dim=axes) if axes else t.clone()
        if initial is not None:
            made = (torch.maximum if name == "max" else torch.minimum)(made, torch.tensor(initial, dtype=made.dtype))
        return _finish(made, axes, t.dim(), keepdims, out)
    return compute


max = amax = _extreme("max", torch.amax)
min = amin = _extreme("min", torch.amin)


@_gives_tensors
def ptp(a, axis=None, out=None, keepdims=False):
    return subtract(max(a, axis, keepdims=keepdims), min(a, axis, keepdims=keepdims))


def _truth(function, a, axis, out, keepdims):
    if isinstance(a, torch.Tensor):
        return _reduced(a, function.__name__, axis, out, keepdims)
    t = made = _tensor(a).to(torch.bool)
    axes = _axes(axis, t.dim())
    for one in sorted(axes, reverse=True):
        made = function(made, dim=one)
    return _finish(made, axes, t.dim(), keepdims, out)


def any(a, axis=None, out=None, keepdims=False, *, where=True):
    return _truth(torch.any, a, axis, out, keepdims)


def all(a, axis=None, out=None, keepdims=False, *, where=True):
    return _truth(torch.all, a, axis, out, keepdims)


def _arg(name, function):
    def compute(a, axis=None, out=None, *, keepdims=False):
        t = _tensor(a)
        if t.numel() == 0:
            raise ValueError(f"attempt to get {name} of an empty sequence")
        if t.dtype is torch.bool:
            t = t.to(torch.uint8)
        if axis is None:
            made = function(t.reshape(-1), dim=0)
            return _finish(made, tuple(range(t.dim())), t.dim(), keepdims)
        axis = _axis(axis, t.dim())
        return _finish(function(t, dim=axis), (axis,), t.dim(), keepdims)
    compute.__name__ = compute.__qualname__ = name
    return _gives_tensors(compute)


argmax = _arg("argmax", torch.argmax)
argmin = _arg("argmin", torch.argmin)


def _cumulative(function):
    def compute(a, axis=None, dtype=None, out=None):
        t = _accumulator(_tensor(a), dtype)
        if axis is None:
            return _of(function(t.reshape(-1), dim=0))
        return _of(function(t, dim=_axis(axis, t.dim())))
    compute.__name__ = compute.__qualname__ = function.__name__
    return _gives_tensors(compute)


cumsum = _cumulative(torch.cumsum)
cumprod = _cumulative(torch.cumprod)


def diff(a, n=1, axis=-1):
    if n == 0:
        return a
    a = asarray(a)
    axis = _axis(axis, a.ndim)
    for _ in range(n):
        t = a._t
        upper = _of(t.narrow(axis, 1, builtins.max(t.shape[axis] - 1, 0)))
        lower = _of(t.narrow(axis, 0, builtins.max(t.shape[axis] - 1, 0)))
        a = not_equal(upper, lower) if a.dtype.kind == "b" else subtract(upper, lower)
    return a


def ediff1d(ary, to_end=None, to_begin=None):
    return diff(ravel(ary))


def gradient(f, *varargs, axis=None, edge_order=1):
    f = asarray(f)
    spacing = varargs[0] if varargs else 1.0
    made = []
    axes = range(f.ndim) if axis is None else [_axis(axis, f.ndim)]
    for place, one in enumerate(axes):
        step = varargs[place] if len(varargs) > 1 else spacing
        if not isinstance(step, _PYTHON_NUMBERS + (generic,)):
            raise NotImplementedError("numpy.gradient with coordinates is not supported by nbrun; pass a spacing")
        t = moveaxis(f, one, 0) * 1.0
        result = empty_like(t)
        result[1:-1] = (t[2:] - t[:-2]) / (2.0 * step)
        result[0] = (t[1] - t[0]) / step
        result[-1] = (t[-1] - t[-2]) / step
        made.append(moveaxis(result, 0, one))
    return made[0] if len(made) == 1 else tuple(made)


def _quantiles(a, q, axis, keepdims, method):
    if method != "linear":
        raise NotImplementedError(f"the quantile method {method!r} is not supported by nbrun; the nearest is 'linear'")
    t = _tensor(a)
    t = t if t.dtype.is_floating_point else t.to(torch.float64)
    rank = t.dim()
    axes = _axes(axis, rank)
    kept = [i for i in range(rank) if i not in axes]
    flat = t.permute(*kept, *axes).reshape([t.shape[i] for i in kept] + [-1])
    flat = torch.sort(flat, dim=-1).values
    count = flat.shape[-1]
    weights = asarray(q, _dtypes._float64)
    made = []
    for weight in weights.ravel().tolist():
        if not 0 <= weight <= 1:
            raise ValueError("Quantiles must be in the range [0, 1]")
        place = weight * (count - 1)
        below = int(math.floor(place))
        above = builtins.min(below + 1, count - 1)
        gamma = place - below
        low, high = flat[..., below], flat[..., above]
        # As NumPy interpolates: from the nearer side.
        found = low + (high - low) * gamma if gamma < 0.5 else high - (high - low) * (1 - gamma)
        if bool(torch.isnan(flat).any()):
            found = torch.where(torch.isnan(flat).any(dim=-1), torch.full_like(found, nan), found)
        if keepdims:
            for one in sorted(axes):
                found = found.unsqueeze(one)
        made.append(found)
    if weights.ndim == 0:
        return _wrap(made[0])
    return _of(torch.stack(made).reshape(weights.shape + tuple(made[0].shape)))


def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    return _quantiles(a, q, axis, keepdims, method)


def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False):
    return _quantiles(a, asarray(q) / 100, axis, keepdims, method)


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    t = _tensor(a)
    kind = _FROM_TORCH[t.dtype]
    t = t if kind.kind in "fc" else t.to(torch.float64)
    axes = _axes(axis, t.dim())
    kept = [i for i in range(t.dim()) if i not in axes]
    flat = t.permute(*kept, *axes).reshape([t.shape[i] for i in kept] + [-1])
    count = flat.shape[-1]
    if count == 0:
        _warn_of_empty(t, axes)
        return _dtypes.float64(nan)
    flat = torch.sort(flat, dim=-1).values
    made = flat[..., count // 2] if count % 2 else (flat[..., count // 2 - 1] + flat[..., count // 2]) / 2
    made = torch.where(torch.isnan(flat[..., -1]), flat[..., -1], made)
    return _finish(made, axes, t.dim(), keepdims)


def _without_nan(function, value):
    def compute(a, axis=None, **options):
        t = _tensor(a)
        if t.dtype.is_floating_point:
            t = torch.where(torch.isnan(t), torch.full_like(t, value), t)
        return function(_of(t), axis, **options)
    return compute


nansum = _without_nan(sum, 0.0)
nanprod = _without_nan(prod, 1.0)
nanmax = _without_nan(max, -math.inf)
nanmin = _without_nan(min, math.inf)
nanargmax = _without_nan(argmax, -math.inf)
nanargmin = _without_nan(argmin, math.inf)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=False):
    a = asarray(a)
    total = nansum(a, axis, keepdims=keepdims)
    made = divide(total, sum(logical_not(isnan(a)), axis, keepdims=keepdims))
    if total.dtype.kind not in "fc":
        return made
    return made.astype(total.dtype) if isinstance(made, ndarray) else total.dtype.type(made)


def nanvar(a, axis=None, ddof=0, keepdims=False):
    a = asarray(a)
    away = subtract(a, nanmean(a, axis, keepdims=True))
    count = sum(logical_not(isnan(a)), axis, keepdims=keepdims)
    return divide(nansum(multiply(away, away), axis, keepdims=keepdims), subtract(count, ddof))


def nanstd(a, axis=None, ddof=0, keepdims=False):
    return sqrt(nanvar(a, axis, ddof, keepdims))


def nanmedian(a, axis=None):
    if axis is not None:
        raise NotImplementedError("numpy.nanmedian along an axis is not supported by nbrun; the nearest is median")
    a = asarray(a)
    return median(a[logical_not(isnan(a))])


def count_nonzero(a, axis=None, *, keepdims=False):
    return sum(_of(_tensor(a).to(torch.bool)), axis, keepdims=keepdims)


def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None):
    x = atleast_2d(asarray(m, _dtypes._float64))
    if not rowvar and x.shape[0] != 1:
        x = x.T
    if y is not None:
        other = atleast_2d(asarray(y, _dtypes._float64))
        x = concatenate((x, other if rowvar or other.shape[0] == 1 else other.T))
    away = x - mean(x, 1, keepdims=True)
    left = x.shape[1] - ((0 if bias else 1) if ddof is None else ddof)
    made = dot(away, away.T) / left
    return squeeze(made)[()] if made.size == 1 else made


def corrcoef(x, y=None, rowvar=True):
    made = cov(x, y, rowvar)
    if made.ndim == 0:
        return made / made
    scale = sqrt(diag(made))
    return clip(made / scale[:, None] / scale[None, :], -1, 1)


def _bin_count(values, rule, low, high):
    """How many bins a named rule asks for."""
    count = values.size
    if count == 0:
        return 1
    spread = float(values.max() - values.min())

    def freedman():
        first, third = (float(v) for v in percentile(values, [25, 75]))
        return 2.0 * (third - first) / count ** (1.0 / 3.0)
    sturges = spread / (math.log2(count) + 1.0)
    if rule == "auto":
        narrow = freedman()
        width = min(narrow, sturges) if narrow else sturges
    elif rule == "fd":
        width = freedman()
    elif rule == "sturges":
        width = sturges
    elif rule == "sqrt":
        width = spread / math.sqrt(count)
    elif rule == "rice":
        width = spread / (2.0 * count ** (1.0 / 3))
    elif rule == "scott":
        width = (24.0 * math.pi ** 0.5 / count) ** (1.0 / 3.0) * float(std(values))
    else:
        raise ValueError(f"{rule!r} is not a valid estimator for `bins`")
    return int(math.ceil((high - low) / width)) if width else 1


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    flat = ravel(asarray(a))
    if not isinstance(bins, (int, str, _dtypes.integer)):
        edges = asarray(bins)
        if edges.ndim != 1:
            raise ValueError("`bins` must be 1d, when an array")
        if edges.size > 1 and bool((diff(edges) < 0).any()):
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges
    if range is not None:
        low, high = (float(v) for v in range)
        if low > high:
            raise ValueError("max must be larger than min in range parameter.")
    else:
        low, high = (float(flat.min()), float(flat.max())) if flat.size else (0.0, 1.0)
    if not (math.isfinite(low) and math.isfinite(high)):
        kind = "supplied" if range is not None else "autodetected"
        raise ValueError(f"{kind} range of [{low}, {high}] is not finite")
    if low == high:
        low, high = low - 0.5, high + 0.5
    if isinstance(bins, str):
        values = flat.astype(float)
        bins = _bin_count(values[(values >= low) & (values <= high)], bins, low, high)
    if bins < 1:
        raise ValueError("`bins` must be positive, when an integer")
    kind = flat.dtype
    if kind.kind != "f" or kind is _dtypes._float64:
        return linspace(low, high, int(bins) + 1)
    if range is not None:
        return linspace(low, high, int(bins) + 1).astype(kind)
    # Between numbers of the array's type in that type.
    low, high = kind.type(low), kind.type(high)
    edges = arange(int(bins) + 1, dtype=kind) * ((high - low) / kind.type(bins)) + low
    edges[-1] = high
    return edges


def histogram(a, bins=10, range=None, density=None, weights=None):
    flat = ravel(asarray(a))
    edges = histogram_bin_edges(flat, bins, range)
    values = flat.astype(float)
    is_inside = (values >= edges[0]) & (values <= edges[-1])
    places = clip(searchsorted(edges, values[is_inside], "right") - 1, 0, edges.size - 2)
    counts = bincount(places, None if weights is None else ravel(asarray(weights))[is_inside], edges.size - 1)
    if density:
        widths = diff(edges)
        return (counts / widths / counts.sum(), edges)
    return (counts, edges)


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    pair = bins if isinstance(bins, (list, tuple)) and len(bins) == 2 else (bins, bins)
    limits = (None, None) if range is None else range
    x, y = ravel(asarray(x)).astype(float), ravel(asarray(y)).astype(float)
    if x.size != y.size:
        raise ValueError("x and y must have the same length.")
    first = histogram_bin_edges(x, pair[0], limits[0])
    second = histogram_bin_edges(y, pair[1], limits[1])
    rows, columns = first.size - 1, second.size - 1
    inside = (x >= first[0]) & (x <= first[-1]) & (y >= second[0]) & (y <= second[-1])
    places = clip(searchsorted(first, x[inside], "right") - 1, 0, rows - 1) * columns
    places = places + clip(searchsorted(second, y[inside], "right") - 1, 0, columns - 1)
    counts = bincount(places, None if weights is None else ravel(asarray(weights))[inside], rows * columns)
    counts = counts.reshape(rows, columns).astype(float)
    if density:
        counts = counts / counts.sum() / outer(diff(first), diff(second))
    return counts, first, second


def bincount(x, weights=None, minlength=0):
    t = _tensor(x)
    if t.numel() and int(t.min()) < 0:
        raise ValueError("'list' argument must have no negative elements")
    return _of(torch.bincount(t.to(torch.int64), None if weights is None else _tensor(weights).to(torch.float64), minlength))


def digitize(x, bins, right=False):
    bins = asarray(bins)
    if bins.size > 1 and bins[0] > bins[-1]:
        return subtract(bins.size, searchsorted(flip(bins), x, "left" if not right else "right"))
    return searchsorted(bins, x, "left" if right else "right")


# Sorting and searching

def _along(t, axis):
    return (t.reshape(-1), 0) if axis is None else (t, _axis(axis, t.dim()))


def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    a = asarray(a)
    if a.dtype.kind in "UO":
        return a.sorted(axis)
    t, axis = _along(_tensor(a), axis)
    return _of(torch.sort(t, dim=axis).values)


@_gives_tensors
def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    a = asarray(a)
    if a.dtype.kind in "UO":
        return a.argsort(axis)
    t, axis = _along(_tensor(a), axis)
    return _of(torch.sort(t, dim=axis, stable=True).indices)


def argpartition(a, kth, axis=-1):
    return argsort(a, axis)


def partition(a, kth, axis=-1):
    return sort(a, axis)


def lexsort(keys, axis=-1):
    order = None
    for key in keys:
        key = asarray(key)
        order = argsort(key) if order is None else order[argsort(key[order])]
    return order


@_gives_tensors
def searchsorted(a, v, side="left", sorter=None):
    a = asarray(a)
    if sorter is not None:
        a = a[asarray(sorter)]
    v = asarray(v)
    kind = _promote(a.dtype, v.dtype)
    found = torch.searchsorted(a._t.to(kind._torch).contiguous(), v._t.to(kind._torch).contiguous(), right=side == "right")
    return _wrap(found)


def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True):
    a = asarray(ar)
    if a.dtype.kind in "UO":
        return a.unique(return_index, return_inverse, return_counts, axis)
    if axis is not None:
        rows = moveaxis(a, axis, 0)
        texts = rows.reshape((rows.shape[0], -1)).tolist()
        kept = builtins.sorted(set(tuple(row) for row in texts))
        groups = {row: place for place, row in enumerate(kept)}
        flat = [groups[tuple(row)] for row in texts]
        values = moveaxis(array([list(row) for row in kept], a.dtype).reshape((len(kept),) + rows.shape[1:]), 0, axis)
        inverse = array(flat, int)
        counts = bincount(inverse, minlength=len(kept))
    else:
        values, inverse, counts = (_of(t) for t in torch._unique2(a._t.reshape(-1), True, True, True))
        inverse = inverse.reshape(a.shape)
    made = [values]
    if return_index:
        flat = inverse.ravel().tolist()
        first = {}
        for place, group in enumerate(flat):
            first.setdefault(group, place)
        made.append(array([first[group] for group in range(values.shape[axis or 0])], dtype=int))
    if return_inverse:
        made.append(inverse)
    if return_counts:
        made.append(counts)
    return made[0] if len(made) == 1 else tuple(made)


def nonzero(a):
    if isinstance(a, torch.Tensor):
        return a.nonzero()
    t = _tensor(a)
    if t.dim() == 0:
        raise ValueError("Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the"
                         " context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.")
    return tuple(_of(found) for found in torch.nonzero(t, as_tuple=True))


def flatnonzero(a):
    return nonzero(ravel(a))[0]


def argwhere(a):
    if isinstance(a, torch.Tensor) and a.dim() > 0:
        return transpose(nonzero(a))
    return _of(torch.nonzero(_tensor(a)))


def where(condition, *branches):
    chosen = _tensor(condition).to(torch.bool)
    if not branches:
        return nonzero(_of(chosen))
    if len(branches) != 2:
        raise ValueError("either both or neither of x and y should be given")
    if _holds_labels(branches):
        return _labels().joined(lambda codes: where(condition, *codes), branches)
    s, t, _ = _operands(*branches)
    try:
        return _wrap_array(torch.where(chosen, s, t))
    except RuntimeError:
        shapes = " ".join(_shape_text(tensor.shape) for tensor in (chosen, s, t))
        raise ValueError(f"operands could not be broadcast together with shapes {shapes} ") from None


def _wrap_array(t):
    return _of(t)


def select(condlist, choicelist, default=0):
    made = asarray(default)
    for condition, choice in reversed(list(zip(condlist, choicelist))):
        made = where(condition, choice, made)
    return made


def choose(a, choices):
    return select([equal(a, place) for place in range(len(choices))], choices)


def extract(condition, arr):
    return ravel(arr)[ravel(asarray(condition)).astype(bool)]


def compress(condition, a, axis=None):
    places = flatnonzero(condition)
    return take(a, places, axis)


def isin(element, test_elements, assume_unique=False, invert=False):
    a = asarray(element)
    if a.dtype.kind in "UO":
        known = set(asarray(test_elements).ravel().tolist())
        found = torch.tensor([value in known for value in a.ravel().tolist()], dtype=torch.bool).reshape(a.shape)
        return _wrap(~found if invert else found)
    found = torch.isin(a._t, _tensor(test_elements))
    return _wrap(~found if invert else found)


in1d = isin


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    a = unique(ar1)
    return a[isin(a, unique(ar2))]


def union1d(ar1, ar2):
    return unique(concatenate((ravel(ar1), ravel(ar2))))


def setdiff1d(ar1, ar2, assume_unique=False):
    a = unique(ar1)
    return a[logical_not(isin(a, ar2))]


# Shapes

def shape(a):
    if isinstance(a, torch.Tensor):
        return a.shape
    return asarray(a).shape


def ndim(a):
    return asarray(a).ndim


def size(a, axis=None):
    if isinstance(a, torch.Tensor):
        return a.size if axis is None else a.shape[axis]
    a = asarray(a)
    return a.size if axis is None else a.shape[axis]


@_gives_tensors
def reshape(a, shape, order="C", *, copy=None):
    return asarray(a).reshape(shape, order=order)


def ravel(a, order="C"):
    return asarray(a).ravel(order)


@_gives_tensors
def transpose(a, axes=None):
    return asarray(a).transpose(axes) if axes is not None else asarray(a).T


permute_dims = transpose


def matrix_transpose(x):
    return asarray(x).mT


def swapaxes(a, axis1, axis2):
    if isinstance(a, torch.Tensor):
        return a.swapaxes(axis1, axis2)
    return asarray(a).swapaxes(axis1, axis2)


def moveaxis(a, source, destination):
    a = asarray(a)
    return _of(torch.movedim(a._t, source, destination))


def rollaxis(a, axis, start=0):
    a = asarray(a)
    axis = _axis(axis, a.ndim)
    return moveaxis(a, axis, start - 1 if start > axis else start)


def squeeze(a, axis=None):
    if isinstance(a, torch.Tensor):
        return a.squeeze() if axis is None else a.squeeze(axis=axis)
    return asarray(a).squeeze(axis)


def expand_dims(a, axis):
    t = _tensor(a)
    axes = axis if isinstance(axis, (tuple, list)) else (axis,)
    rank = t.dim() + len(axes)
    for one in sorted(_axis(a, rank) for a in axes):
        t = t.unsqueeze(one)
    return _of(t)


def atleast_1d(*arrays):
    made = tuple(asarray(a) if asarray(a).ndim else asarray(a).reshape(1) for a in arrays)
    return made[0] if len(made) == 1 else made


def atleast_2d(*arrays):
    made = []
    for a in arrays:
        a = asarray(a)
        made.append(a if a.ndim >= 2 else a.reshape((1, -1)))
    return made[0] if len(made) == 1 else tuple(made)


def atleast_3d(*arrays):
    made = []
    for a in arrays:
        a = asarray(a)
        if a.ndim < 2:
            a = a.reshape((1, -1, 1))
        elif a.ndim == 2:
            a = a.reshape(a.shape + (1,))
        made.append(a)
    return made[0] if len(made) == 1 else tuple(made)


def broadcast_to(array, shape, subok=False):
    t = _tensor(array)
    shape = _shape(shape)
    try:
        made = _of(t.expand(shape))
    except RuntimeError:
        raise ValueError(
            "operands could not be broadcast together with remapped shapes [original->remapped]: "
            f"{_shape_text(t.shape)}  and requested shape {_shape_text(shape)}") from None
    made._is_fixed = True
    return made


def broadcast_shapes(*shapes):
    try:
        return tuple(torch.broadcast_shapes(*[(shape,) if isinstance(shape, int) else shape for shape in shapes]))
    except RuntimeError:
        raise ValueError("shape mismatch: objects cannot be broadcast to a single shape") from None


def broadcast_arrays(*args, subok=False):
    arrays = [asarray(a) for a in args]
    shape = broadcast_shapes(*[a.shape for a in arrays])
    return tuple(broadcast_to(a, shape) for a in arrays)


def _joined(arrays):
    arrays = [asarray(a) for a in arrays]
    if not arrays:
        raise ValueError("need at least one array to concatenate")
    kind = arrays[0].dtype
    for a in arrays[1:]:
        kind = _promote(kind, a.dtype)
    return arrays, [a._t.to(kind._torch) for a in arrays]


def _holds_labels(arrays):
    """Whether one of several arrays holds text or objects."""
    for a in arrays:
        if isinstance(a, str) or isinstance(a, ndarray) and a.dtype.kind in "UO":
            return True
        if isinstance(a, (list, tuple)) and a and _holds_labels(a[:1]):
            return True
    return False


def concatenate(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    if isinstance(arrays, (list, tuple)) and _holds_labels(arrays):
        return _labels().joined(concatenate, arrays, axis)
    if isinstance(arrays, torch.Tensor):
        raise TypeError("The first input argument needs to be a sequence")
    arrays, tensors = _joined(arrays)
    if axis is None:
        tensors, axis = [t.reshape(-1) for t in tensors], 0
    first = tensors[0]
    if first.dim() == 0:
        raise ValueError("zero-dimensional arrays cannot be concatenated")
    axis = _axis(axis, first.dim())
    for place, t in enumerate(tensors):
        if t.dim() != first.dim():
            raise ValueError(
                "all the input array dimensions except for the concatenation axis must match exactly, but along "
                f"dimension 0, the array at index 0 has size {first.shape[0]} and the array at index {place} has size "
                f"{t.shape[0]}" if False else
                "all the input arrays must have same number of dimensions, but the array at index 0 has "
                f"{first.dim()} dimension(s) and the array at index {place} has {t.dim()} dimension(s)")
        for dim in range(first.dim()):
            if dim != axis and t.shape[dim] != first.shape[dim]:
                raise ValueError(
                    "all the input array dimensions except for the concatenation axis must match exactly, but along "
                    f"dimension {dim}, the array at index 0 has size {first.shape[dim]} and the array at index {place} "
                    f"has size {t.shape[dim]}")
    made = torch.cat(tensors, dim=axis)
    return _of(made if dtype is None else made.to(_dtype(dtype)._torch))


concat = concatenate


def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    arrays, tensors = _joined(list(arrays))
    if builtins.any(t.shape != tensors[0].shape for t in tensors):
        raise ValueError("all input arrays must have the same shape")
    made = torch.stack(tensors, dim=_axis(axis, tensors[0].dim() + 1))
    return _of(made if dtype is None else made.to(_dtype(dtype)._torch))


def vstack(tup, *, dtype=None, casting="same_kind"):
    return concatenate([atleast_2d(a) for a in tup], 0, dtype=dtype)


row_stack = vstack


def hstack(tup, *, dtype=None, casting="same_kind"):
    arrays = [atleast_1d(a) for a in tup]
    return concatenate(arrays, 0 if arrays and arrays[0].ndim == 1 else 1, dtype=dtype)


def dstack(tup):
    return concatenate([atleast_3d(a) for a in tup], 2)


def column_stack(tup):
    return concatenate([asarray(a) if asarray(a).ndim > 1 else asarray(a).reshape((-1, 1)) for a in tup], 1)


def append(arr, values, axis=None):
    if axis is None:
        return concatenate((ravel(arr), ravel(values)))
    return concatenate((arr, values), axis)


def insert(arr, obj, values, axis=None):
    a = asarray(arr)
    if axis is None:
        a, axis = a.ravel(), 0
    axis = _axis(axis, a.ndim)
    a = moveaxis(a, axis, 0)
    place = int(obj)
    if not -a.shape[0] <= place <= a.shape[0]:
        raise IndexError(f"index {place} is out of bounds for axis {axis} with size {a.shape[0]}")
    place = place + a.shape[0] if place < 0 else place
    values = asarray(values, a.dtype)
    if values.ndim == a.ndim - 1 and a.ndim > 1 or values.ndim == 0:
        values = broadcast_to(values, a.shape[1:])[None] if a.ndim > 1 else values.reshape(1)
    return moveaxis(concatenate((a[:place], values, a[place:])), 0, axis)


def delete(arr, obj, axis=None):
    a = asarray(arr)
    if axis is None:
        a, axis = a.ravel(), 0
    axis = _axis(axis, a.ndim)
    count = a.shape[axis]
    if isinstance(obj, slice):
        gone = set(range(*obj.indices(count)))
    else:
        gone = set()
        for index in ravel(asarray(obj)).tolist():
            if not -count <= index < count:
                raise IndexError(f"index {index} is out of bounds for axis {axis} with size {count}")
            gone.add(index % count)
    return take(a, [index for index in range(count) if index not in gone], axis)


def split(ary, indices_or_sections, axis=0):
    if isinstance(indices_or_sections, (int, _dtypes.integer)):
        if asarray(ary).shape[axis] % indices_or_sections:
            raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


def array_split(ary, indices_or_sections, axis=0):
    a = asarray(ary)
    axis = _axis(axis, a.ndim)
    if isinstance(indices_or_sections, (int, _dtypes.integer)):
        if indices_or_sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        return [_of(t) for t in torch.tensor_split(a._t, int(indices_or_sections), dim=axis)]
    return [_of(t) for t in torch.tensor_split(a._t, [int(i) for i in indices_or_sections], dim=axis)]


def vsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0)


def hsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 0 if asarray(ary).ndim == 1 else 1)


def dsplit(ary, indices_or_sections):
    return split(ary, indices_or_sections, 2)


def unstack(x, /, *, axis=0):
    return tuple(_of(t) for t in _tensor(x).unbind(axis))


def tile(A, reps):
    reps = (reps,) if isinstance(reps, (int, _dtypes.integer)) else tuple(reps)
    return _of(torch.tile(_tensor(A), reps))


@_gives_tensors
def repeat(a, repeats, axis=None):
    t = _tensor(a)
    counts = repeats if isinstance(repeats, int) else _tensor(repeats)
    if not isinstance(counts, int) and counts.numel() == 1:
        counts = int(counts.reshape(-1)[0])
    if axis is None:
        return _of(torch.repeat_interleave(t.reshape(-1), counts))
    return _of(torch.repeat_interleave(t, counts, dim=_axis(axis, t.dim())))


def resize(a, new_shape):
    flat = ravel(a)
    shape = _shape(new_shape)
    count = int(prod(asarray(shape))) if shape else 1
    return tile(flat, -(-count // flat.size))[:count].reshape(shape)


def flip(m, axis=None):
    if isinstance(m, torch.Tensor):
        axes = _axes(axis, m.dim())
        return m[tuple(slice(None, None, -1 if one in axes else None) for one in range(m.dim()))]
    t = _tensor(m)
    for one in _axes(axis, t.dim()):
        t = _numpy.reversed(t, one)
    return _of(t)


def flipud(m):
    return flip(m, 0)


def fliplr(m):
    return flip(m, 1)


def roll(a, shift, axis=None):
    t = _tensor(a)
    return _of(torch.roll(t, shift, axis) if axis is not None else torch.roll(t, shift))


def rot90(m, k=1, axes=(0, 1)):
    return _of(torch.rot90(_tensor(m).contiguous(), k, axes))


def pad(array, pad_width, mode="constant", **kwargs):
    a = asarray(array)
    if isinstance(pad_width, int):
        pad_width = [(pad_width, pad_width)] * a.ndim
    elif builtins.all(isinstance(width, int) for width in pad_width):
        pad_width = [tuple(pad_width) if len(pad_width) == 2 else (pad_width[0],) * 2] * a.ndim
    elif len(pad_width) == 1:
        pad_width = list(pad_width) * a.ndim
    if mode == "constant":
        made = full([before + size + after for (before, after), size in zip(pad_width, a.shape)],
                    kwargs.get("constant_values", 0), a.dtype)
        made[tuple(slice(before, before + size) for (before, _), size in zip(pad_width, a.shape))] = a
        return made
    if mode not in ("edge", "reflect", "symmetric", "wrap"):
        raise NotImplementedError(f"numpy.pad with mode {mode!r} is not supported by nbrun; the nearest is 'edge'")
    for axis, ((before, after), size) in enumerate(zip(pad_width, a.shape)):
        places = []
        for place in range(-before, size + after):
            if mode == "edge":
                place = builtins.min(builtins.max(place, 0), size - 1)
            elif mode == "wrap":
                place %= size
            elif mode == "symmetric":
                place %= 2 * size
                place = place if place < size else 2 * size - 1 - place
            else:
                period = builtins.max(2 * size - 2, 1)
                place %= period
                place = place if place < size else period - place
            places.append(place)
        a = take(a, places, axis)
    return a


@_gives_tensors
def take(a, indices, axis=None, out=None, mode="raise"):
    a = asarray(a)
    if axis is None:
        a, axis = a.ravel(), 0
    axis = _axis(axis, a.ndim)
    return a[(slice(None),) * axis + (indices if isinstance(indices, int) else asarray(indices),)]


def take_along_axis(arr, indices, axis):
    t, found = _tensor(arr), _tensor(indices)
    return _of(torch.take_along_dim(t, found, dim=_axis(axis, t.dim())))


def put_along_axis(arr, indices, values, axis):
    """Write values where `take_along_axis` would read them."""
    arr._check_writable()
    t, found = arr._t, _tensor(indices)
    dim = _axis(axis, t.dim())
    sizes = list(t.shape)
    sizes[dim] = found.shape[dim]
    found = torch.where(found < 0, found + t.shape[dim], found).expand(sizes)
    t.scatter_(dim, found, _tensor(values).to(t.dtype).expand(found.shape))


def put(a, ind, v):
    a.flat[ind] = v


def fill_diagonal(a, val, wrap=False):
    a._t.diagonal().copy_(_tensor(val).to(a._t.dtype).expand(builtins.min(a.shape)))


def unravel_index(indices, shape):
    found = asarray(indices)
    made = []
    for size in reversed(_shape(shape)):
        made.append(found % size)
        found = found // size
    made = [part if isinstance(part, generic) else part[()] if part.ndim == 0 else part for part in made]
    return tuple(reversed(made))


def ix_(*args):
    made = []
    for place, a in enumerate(args):
        a = asarray(a)
        a = nonzero(a)[0] if a.dtype.kind == "b" else a
        made.append(a.reshape(tuple(-1 if other == place else 1 for other in range(len(args)))))
    return tuple(made)


def ravel_multi_index(multi_index, dims):
    made = 0
    for part, size in zip(multi_index, dims):
        made = add(multiply(made, size), part)
    return made


# Rounding, limits, comparing

@_gives_tensors
def round(a, decimals=0, out=None):
    t = _tensor(a)
    if not t.dtype.is_floating_point and not t.is_complex():
        if decimals >= 0:
            return _wrap(t.clone() if t.dtype is not torch.bool else t.to(torch.float16))
        scale = 10 ** -decimals
        return _wrap((torch.round(t.to(torch.float64) / scale) * scale).to(t.dtype))
    if decimals == 0:
        return _wrap(torch.round(t))
    if decimals > 0:
        return _wrap(torch.round(t * 10.0 ** decimals) / 10.0 ** decimals)
    return _wrap(torch.round(t / 10.0 ** -decimals) * 10.0 ** -decimals)


around = round


def fix(x):
    return trunc(x)


@_gives_tensors
def clip(a, a_min=_NO_VALUE, a_max=_NO_VALUE, out=None, *, min=None, max=None):
    if (a_min is _NO_VALUE) != (a_max is _NO_VALUE):
        missing = "a_min" if a_min is _NO_VALUE else "a_max"
        raise TypeError(f"clip() missing 1 required positional argument: '{missing}'")
    if a_min is _NO_VALUE:
        a_min = a_max = None
    low = a_min if a_min is not None else min
    high = a_max if a_max is not None else max
    made = asarray(a)
    if low is not None:
        made = maximum(made, low)
    if high is not None:
        made = minimum(made, high)
    if out is not None:
        out[...] = made
        return out
    if made is a:
        return made.copy()
    return made if isinstance(made, generic) or made.ndim else _scalar(made._t)


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    return _wrap(torch.nan_to_num(_tensor(x), nan, posinf, neginf))


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    s, t, kind = _operands(a, b)
    if kind.kind in "bui":
        s, t = s.to(torch.float64), t.to(torch.float64)
    near = torch.abs(s - t) <= atol + rtol * torch.abs(t)
    made = torch.where(torch.isfinite(t) & torch.isfinite(s), near, s == t)
    if equal_nan:
        made = made | (torch.isnan(s) & torch.isnan(t))
    return _wrap(made)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    return bool(all(isclose(a, b, rtol, atol, equal_nan)))


def array_equal(a1, a2, equal_nan=False):
    a, b = asarray(a1), asarray(a2)
    if a.shape != b.shape:
        return False
    if a.dtype.kind in "UO" or b.dtype.kind in "UO":
        return a.ravel().tolist() == b.ravel().tolist()
    same = equal(a, b)
    if equal_nan:
        same = logical_or(same, logical_and(not_equal(a, a), not_equal(b, b)))
    return bool(all(same))


def array_equiv(a1, a2):
    try:
        return bool(all(equal(a1, a2)))
    except ValueError:
        return False


def isscalar(element):
    return isinstance(element, (generic, bool, int, float, complex, str, bytes))


def iscomplexobj(x):
    return asarray(x).dtype.kind == "c"


def isrealobj(x):
    return not iscomplexobj(x)


def iscomplex(x):
    x = asarray(x)
    return not_equal(x.imag, 0)


def isreal(x):
    return logical_not(iscomplex(x))


def result_type(*arrays_and_dtypes):
    kind = None
    weak = []
    for item in arrays_and_dtypes:
        if type(item) in _PYTHON_NUMBERS:
            weak.append(type(item))
            continue
        if isinstance(item, (_dtype, type, str)):
            found = _dtype(item)
        else:
            found = asarray(item).dtype
        kind = found if kind is None else _promote(kind, found)
    for one in weak:
        kind = _dtypes._kind_by_python[one] if kind is None else _weak(one, kind)
    return kind


def shares_memory(a, b, max_work=None):
    return asarray(a)._t.untyped_storage().data_ptr() == asarray(b)._t.untyped_storage().data_ptr()


may_share_memory = shares_memory


# Products

def dot(a, b, out=None):
    a, b = asarray(a), asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return multiply(a, b)
    s, t, kind = _operands(a, b)
    if s.shape[-1] != t.shape[0 if t.dim() == 1 else -2]:
        axis = 0 if t.dim() == 1 else t.dim() - 2
        raise ValueError(f"shapes {_shape_text(s.shape)} and {_shape_text(t.shape)} not aligned: {s.shape[-1]} "
                         f"(dim {s.dim() - 1}) != {t.shape[axis]} (dim {axis})")
    s, t = _straight(s), _straight(t)
    if s.dim() <= 2 and t.dim() <= 2:
        return _wrap(_product(s, t))
    return _wrap(torch.tensordot(s, t, dims=([s.dim() - 1], [0 if t.dim() == 1 else t.dim() - 2])))


def _straight(t):
    """A tensor without reversed dimensions, as BLAS wants it."""
    return t if builtins.all(step >= 0 for step in t.stride()) else t.contiguous()


def _product(s, t):
    if s.dtype is torch.bool:
        return torch.matmul(s.to(torch.int64), t.to(torch.int64)).to(torch.bool)
    if s.dtype is torch.float16:
        return torch.matmul(s.to(torch.float32), t.to(torch.float32)).to(torch.float16)
    return torch.matmul(s, t)


def _matmul(a, b):
    a, b = asarray(a), asarray(b)
    for place, operand in enumerate((a, b)):
        if operand.ndim == 0:
            raise ValueError(f"matmul: Input operand {place} does not have enough dimensions (has 0, gufunc core with "
                             "signature (n?,k),(k,m?)->(n?,m?) requires 1)")
    s, t, _ = _operands(a, b)
    inner = t.shape[0 if t.dim() == 1 else -2]
    if s.shape[-1] != inner:
        raise ValueError("matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                         f"(n?,k),(k,m?)->(n?,m?) (size {inner} is different from {s.shape[-1]})")
    return _product(_straight(s), _straight(t))


matmul = ufunc("matmul", 2, _matmul)


def vdot(a, b):
    return dot(conjugate(ravel(a)), ravel(b))


def inner(a, b):
    a, b = asarray(a), asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return multiply(a, b)
    s, t, _ = _operands(a, b)
    return _wrap(torch.inner(_straight(s), _straight(t)))


def outer(a, b, out=None):
    return multiply(ravel(a)[:, None], ravel(b)[None, :])


def tensordot(a, b, axes=2):
    s, t, _ = _operands(asarray(a), asarray(b))
    return _of(torch.tensordot(_straight(s), _straight(t), dims=axes))


def einsum(subscripts, *operands, **kwargs):
    kind = result_type(*operands)
    return _wrap(torch.einsum(subscripts, *[_straight(asarray(operand)._t.to(kind._torch)) for operand in operands]))


def kron(a, b):
    s, t, _ = _operands(asarray(a), asarray(b))
    return _wrap(torch.kron(s.contiguous(), t.contiguous()))


def cross(a, b, axis=-1):
    s, t, _ = _operands(asarray(a), asarray(b))
    if s.shape[axis] == 2 and t.shape[axis] == 2:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors, but they are 2 and 2 dimensional"
                         " instead.")
    s, t = torch.broadcast_tensors(s, t)
    return _of(torch.linalg.cross(s, t, dim=axis))


def convolve(a, v, mode="full"):
    a, v = asarray(a), asarray(v)
    if a.size < v.size:
        a, v = v, a
    kind = _promote(a.dtype, v.dtype)
    s, t = a._t.to(kind._torch), v._t.to(kind._torch)
    count, width = a.size, v.size
    made = torch.zeros(count + width - 1, dtype=kind._torch)
    for place in range(width):
        made[place:place + count] += s * t[place]
    if mode == "same":
        begin = (width - 1) // 2
        made = made[begin:begin + count]
    elif mode == "valid":
        made = made[width - 1:count]
    return _of(made)


def correlate(a, v, mode="valid"):
    return convolve(a, conjugate(flip(asarray(v))), mode)


def interp(x, xp, fp, left=None, right=None, period=None):
    xp, fp = asarray(xp, _dtypes._float64), asarray(fp, _dtypes._float64)
    x = asarray(x, _dtypes._float64)
    places = clip(searchsorted(xp, x, "right") - 1, 0, xp.size - 2)
    slope = (fp[places + 1] - fp[places]) / (xp[places + 1] - xp[places])
    made = slope * (x - xp[places]) + fp[places]
    made = where(x < xp[0], fp[0] if left is None else left, made)
    made = where(x > xp[-1], fp[-1] if right is None else right, made)
    made = where(x == xp[-1], fp[-1], made)
    return _wrap(made._t)


def trapezoid(y, x=None, dx=1.0, axis=-1):
    y = moveaxis(asarray(y), axis, -1)
    widths = dx if x is None else diff(asarray(x))
    return sum(multiply(widths, add(y[..., 1:], y[..., :-1])) / 2.0, -1)


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    x, y = asarray(x, _dtypes._float64), asarray(y, _dtypes._float64)
    columns = vander(x, deg + 1)
    scale = sqrt(sum(multiply(columns, columns), 0))
    found = torch.linalg.lstsq((columns / scale)._t, y._t.reshape(y.shape[0], -1), driver="gelsd").solution
    made = _of(found / scale._t.reshape(-1, 1))
    return made.reshape((deg + 1,) + y.shape[1:])


def polyval(p, x):
    made = zeros_like(asarray(x))
    for coefficient in asarray(p):
        made = add(multiply(made, x), coefficient)
    return made


def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    a = moveaxis(asarray(arr), axis, -1)
    rows = a.reshape((-1, a.shape[-1]))
    made = stack([asarray(func1d(row, *args, **kwargs)) for row in rows])
    made = made.reshape(a.shape[:-1] + made.shape[1:])
    return made if made.ndim < a.ndim else moveaxis(made, -1, axis)


class vectorize:
    """A function of numbers as a function of arrays."""

    def __init__(self, pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        self.pyfunc = pyfunc
        self._otypes = otypes

    def __call__(self, *args):
        arrays = broadcast_arrays(*args)
        shape = arrays[0].shape
        columns = [a.ravel() for a in arrays]
        made = [self.pyfunc(*values) for values in zip(*columns)]
        kind = None if self._otypes is None else self._otypes[0]
        made = array(made, kind)
        return made.reshape(shape) if shape else made.reshape(())


vectorize.__module__ = "numpy"


# Text

def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *,
                 threshold=None, edgeitems=None, suffix="", **options):
    given = {"linewidth": max_line_width, "precision": precision, "suppress": suppress_small, "threshold": threshold,
             "edgeitems": edgeitems}
    return _text(asarray(a), separator, len(prefix), len(suffix),
                 {name: value for name, value in given.items() if value is not None} | options)


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    return repr(arr)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    given = {"linewidth": max_line_width, "precision": precision, "suppress": suppress_small}
    return _text(asarray(a), " ", 0, 0, {name: value for name, value in given.items() if value is not None})


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None,
                     infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None, override_repr=None):
    if formatter is not None or legacy is not None or override_repr is not None:
        raise NotImplementedError("numpy.set_printoptions with a formatter is not supported by nbrun")
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth,
             "suppress": suppress, "nanstr": nanstr, "infstr": infstr, "sign": sign, "floatmode": floatmode}
    for name, value in given.items():
        if value is not None:
            _print_options[name] = _LARGEST if value == math.inf else value


_LARGEST = 2 ** 62


def get_printoptions():
    return dict(_print_options)


class printoptions:
    """Print options for a while."""

    def __init__(self, **options):
        self._options = options

    def __enter__(self):
        self._before = dict(_print_options)
        set_printoptions(**self._options)
        return get_printoptions()

    def __exit__(self, *exception):
        _print_options.update(self._before)


def format_float_positional(x, precision=None, unique=True, fractional=True, trim="k", **options):
    if precision is None:
        text = str(_dtypes.float64(x)) if isinstance(x, float) else str(x)
        return text[:-1] if trim in "-." and text.endswith(".0") else text
    text = f"{float(x):.{precision}f}"
    return text.rstrip("0") if unique and trim != "k" else text


class errstate:
    """NumPy's handling of floating-point errors; nothing is reported here, so there is nothing to change."""

    def __init__(self, **options):
        self._options = options

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return None

    def __call__(self, function):
        return function


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    return {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


def isfortran(a):
    return a.ndim > 1 and a.T._t.is_contiguous() and not a._t.is_contiguous()


nan = math.nan
inf = math.inf
