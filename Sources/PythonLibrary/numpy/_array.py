"""numpy.ndarray: a strided array over the memory of a tensor."""
import torch
import _numpy
from numpy import _dtypes
from numpy._dtypes import dtype as _dtype, generic, _FROM_TORCH, _promote

_print_options = {"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False,
                  "floatmode": "maxprec", "sign": "-", "nanstr": "nan", "infstr": "inf"}


class AxisError(ValueError, IndexError):
    """An axis that an array does not have."""


AxisError.__module__ = "numpy.exceptions"


def _text(array, separator, prefix, suffix, options=None):
    settings = _print_options if options is None else {**_print_options, **options}
    for name, usual in (("floatmode", "maxprec"), ("sign", "-"), ("nanstr", "nan"), ("infstr", "inf")):
        if settings[name] != usual:
            raise NotImplementedError(f"the print option {name}={settings[name]!r} is not supported by nbrun")
    return _numpy.array_text(array._t, separator, prefix, suffix, settings["precision"], settings["threshold"],
                             settings["edgeitems"], settings["linewidth"], settings["suppress"])


class ndarray(_numpy.ArrayBase):
    """An array of numbers."""

    _is_written_in_c = True

    __array_priority__ = 0.0
    # Whether the elements must stay as they are; those of an array that was spread by broadcasting must too.
    _is_fixed = False

    def __new__(cls, shape, dtype=float, buffer=None, offset=0, strides=None, order=None):
        if isinstance(shape, torch.Tensor):
            return _numpy.ArrayBase.__new__(cls, shape)
        return _numpy.ArrayBase.__new__(cls, torch.zeros(_shape(shape), dtype=_dtype(dtype)._torch))

    def __init__(self, *args, **kwargs):
        pass

    # What it is

    @property
    def dtype(self):
        return _FROM_TORCH[self._t.dtype]

    @property
    def shape(self):
        return tuple(self._t.shape)

    @shape.setter
    def shape(self, value):
        raise NotImplementedError("setting an array's shape in place is not supported by nbrun; the nearest is reshape")

    @property
    def ndim(self):
        return self._t.dim()

    @property
    def size(self):
        return self._t.numel()

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.size * self.itemsize

    @property
    def strides(self):
        size = self.dtype.itemsize
        return tuple(step * size for step in self._t.stride())

    @property
    def T(self):
        return _of(self._t.permute(*range(self.ndim - 1, -1, -1))) if self.ndim > 1 else self

    @property
    def mT(self):
        return _of(self._t.transpose(-1, -2))

    @property
    def real(self):
        return _of(self._t.real) if self.dtype.kind == "c" else self

    @real.setter
    def real(self, value):
        self.real[...] = value

    @property
    def imag(self):
        return _of(self._t.imag) if self.dtype.kind == "c" else _of(torch.zeros_like(self._t))

    @property
    def flat(self):
        return _Flat(self)

    @property
    def base(self):
        if self._t.is_contiguous() and self._t.untyped_storage().nbytes() == self.nbytes:
            return None
        raise NotImplementedError("the base of a view is not known to nbrun")

    @property
    def data(self):
        raise NotImplementedError("the memory of an array is not reachable in nbrun")

    @property
    def flags(self):
        return _Flags(self)

    @property
    def __array_interface__(self):
        raise AttributeError("'numpy.ndarray' object has no attribute '__array_interface__'")

    def __array__(self, dtype=None, copy=None):
        return self if dtype is None else self.astype(dtype)

    def __len__(self):
        if self.ndim == 0:
            raise TypeError("len() of unsized object")
        return len(self._t)

    def __repr__(self):
        kind = self.dtype
        text = _text(self, ", ", 6, 1)
        extras = []
        size = self.size
        if (size == 0 and self.shape != (0,)) or size > _print_options["threshold"]:
            extras.append(f"shape={self.shape}")
        if size == 0 or kind.name not in ("int64", "float64", "bool", "complex128"):
            extras.append(f"dtype={kind.name}")
        if not extras:
            return "array(" + text + ")"
        text = "array(" + text + ","
        extra = ", ".join(extras) + ")"
        last = len(text) - (text.rfind("\n") + 1)
        spacer = "\n      " if last + len(extra) + 1 > _print_options["linewidth"] else " "
        return text + spacer + extra

    def __str__(self):
        if self.ndim == 0:
            return str(_scalar(self._t))
        return _text(self, " ", 0, 0)

    def __format__(self, spec):
        if self.ndim == 0:
            return format(_scalar(self._t), spec)
        if spec:
            raise TypeError("unsupported format string passed to numpy.ndarray.__format__")
        return str(self)

    # Items

    def __getitem__(self, key):
        t = self._t
        if type(key) is int:
            if t.dim() == 1:
                try:
                    return _scalar(t[key])
                except IndexError:
                    raise IndexError(f"index {key} is out of bounds for axis 0 with size {len(t)}") from None
        elif key is Ellipsis:
            return _of(t)
        t, key, keeps = _index(t, key)
        made = t[key] if key != () else t
        if not keeps and made.dim() == 0:
            return _scalar(made)
        made = _of(made)
        if self._is_fixed:
            made._is_fixed = True
        return made

    def __setitem__(self, key, value):
        self._check_writable()
        t = self._t
        if isinstance(value, (ndarray, generic)):
            source = value._t
        elif isinstance(value, (bool, int, float, complex)):
            if t.dtype is torch.bool:
                value = bool(value)
            elif isinstance(value, complex):
                if self.dtype.kind != "c":
                    kind = "int" if self.dtype.kind in "iu" else "float"
                    raise TypeError(f"{kind}() argument must be a string or a real number, not 'complex'")
            elif isinstance(value, float) and self.dtype.kind in "iu":
                if value != value:
                    raise ValueError("cannot convert float NaN to integer")
                value = int(value)
            elif self.dtype.kind in "iu":
                self.dtype.type(value)
            source = torch.tensor(value, dtype=t.dtype)
        else:
            source = asarray(value)._t
        t, key, _ = _index(t, key)
        if source.dtype is not t.dtype:
            source = _cast(source, _FROM_TORCH[t.dtype])
        try:
            if key == ():
                key = Ellipsis
            t[key] = source
        except RuntimeError as error:
            target = t[key]
            raise ValueError("could not broadcast input array from shape " + _shape_text(source.shape)
                             + " into shape " + _shape_text(target.shape)) from None

    def __delitem__(self, key):
        raise ValueError("cannot delete array elements")

    def __iter__(self):
        if self.ndim == 0:
            raise TypeError("iteration over a 0-d array")
        return _iterate(self)

    def __contains__(self, value):
        return bool((self == value).any())

    def item(self, *args):
        if args:
            index = args[0] if len(args) == 1 and isinstance(args[0], tuple) else args
            found = self._t.reshape(-1)[index[0]] if len(index) == 1 and self.ndim != 1 else self._t[tuple(index)]
            return found.item()
        if self.size != 1:
            raise ValueError("can only convert an array of size 1 to a Python scalar")
        return self._t.reshape(-1)[0].item()

    def tolist(self):
        return self._t.tolist()

    def fill(self, value):
        self[...] = value

    # Python's view of one number

    def __bool__(self):
        if self.size == 1:
            return bool(self.item())
        if self.size == 0:
            raise ValueError("The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array"
                             " is not empty.")
        raise ValueError("The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")

    def _single(self):
        if self.ndim == 0:
            return self._t.item()
        if self.size != 1:
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars" if self.size != 1 else "")
        raise TypeError("only 0-dimensional arrays can be converted to Python scalars")

    def __int__(self):
        return int(self._single())

    def __float__(self):
        return float(self._single())

    def __complex__(self):
        return complex(self._single())

    def __index__(self):
        if self.ndim == 0 and self.dtype.kind in "iu":
            return int(self._t.item())
        raise TypeError("only integer scalar arrays can be converted to a scalar index")

    def __hash__(self):
        raise TypeError("unhashable type: 'numpy.ndarray'")

    # Shape

    def reshape(self, *shape, order="C", copy=None):
        if len(shape) == 1 and not isinstance(shape[0], int):
            shape = shape[0]
        shape = _shape(shape)
        if order == "F":
            return _of(self.T._t.reshape(tuple(reversed(_resolved(self, shape))))).T
        return _of(self._t.reshape(_resolved(self, shape)))

    def ravel(self, order="C"):
        return _of(self._t.reshape(-1)) if order != "F" else self.T.ravel()

    def flatten(self, order="C"):
        return _of((self.T if order == "F" else self)._t.reshape(-1).clone())

    def transpose(self, *axes):
        if len(axes) == 1 and (axes[0] is None or not isinstance(axes[0], int)):
            axes = axes[0]
        if not axes:
            return self.T
        if len(axes) != self.ndim:
            raise ValueError("axes don't match array")
        return _of(self._t.permute(*axes))

    def swapaxes(self, a, b):
        return _of(self._t.transpose(_axis(a, self.ndim), _axis(b, self.ndim)))

    def squeeze(self, axis=None):
        if axis is None:
            return _of(self._t.squeeze())
        axes = [_axis(a, self.ndim) for a in (axis if isinstance(axis, tuple) else (axis,))]
        for a in axes:
            if self.shape[a] != 1:
                raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
        return _of(self._t.squeeze(tuple(axes)))

    def resize(self, *shape, refcheck=True):
        raise NotImplementedError("ndarray.resize in place is not supported by nbrun; the nearest is numpy.resize")

    def repeat(self, repeats, axis=None):
        return _call("repeat", self, repeats, axis)

    def diagonal(self, offset=0, axis1=0, axis2=1):
        return _of(self._t.diagonal(offset, axis1, axis2))

    def trace(self, offset=0):
        return self.diagonal(offset).sum()

    # Copies

    def copy(self, order="C"):
        return _of(self._t.clone(memory_format=torch.contiguous_format))

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo):
        return self.copy()

    def __reduce__(self):
        order = "F" if self.ndim > 1 and self.T._t.is_contiguous() else "C"
        return _rebuilt, (self.tobytes(order), self.dtype.str, self.shape[::-1] if order == "F" else self.shape, order)

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        kind = _dtype(dtype)
        if kind is self.dtype:
            return self.copy() if copy else self
        if kind.kind in "UO":
            return _labels().make(self, kind)
        return _of(_cast(self._t, kind))

    def view(self, dtype=None, type=None):
        if dtype is None or isinstance(dtype, builtins_type) and issubclass(dtype, ndarray):
            return _of(self._t.view(self._t.shape)) if self._t.is_contiguous() else _of(self._t[...])
        return _of(self._t.view(_dtype(dtype)._torch))

    def tobytes(self, order="C"):
        return _numpy.bytes_of((self.T if order == "F" else self)._t)

    def tofile(self, fid, sep="", format="%s"):
        data = self.tobytes() if not sep else sep.join(format % value for value in self.ravel().tolist()).encode("latin1")
        if hasattr(fid, "write"):
            fid.write(data)
        else:
            with open(fid, "wb") as target:
                target.write(data)

    def setflags(self, write=None, align=None, uic=None):
        if write is not None:
            self._is_fixed = not write

    def _check_writable(self, message="assignment destination is read-only"):
        t = self._t
        if self._is_fixed or 0 in t.stride() and any(
                step == 0 and size > 1 for step, size in zip(t.stride(), t.shape)):
            raise ValueError(message)

    # Operators

    def __add__(self, other):
        made = _operate("add", self, other)
        if made is NotImplemented and type(other) is torch.Tensor:
            # Neither adds the other, and what is left of `+` is putting sequences together.
            raise TypeError("Concatenation operation is not implemented for NumPy arrays, use np.concatenate() instead."
                            " Please do not rely on this error; it may not be given on all Python implementations.")
        return made
    def __radd__(self, other): return _operate("add", other, self)
    def __sub__(self, other): return _operate("subtract", self, other)
    def __rsub__(self, other): return _operate("subtract", other, self)
    def __mul__(self, other): return _operate("multiply", self, other)
    def __rmul__(self, other): return _operate("multiply", other, self)
    def __truediv__(self, other): return _operate("divide", self, other)
    def __rtruediv__(self, other): return _operate("divide", other, self)
    def __floordiv__(self, other): return _operate("floor_divide", self, other)
    def __rfloordiv__(self, other): return _operate("floor_divide", other, self)
    def __mod__(self, other): return _operate("remainder", self, other)
    def __rmod__(self, other): return _operate("remainder", other, self)
    def __divmod__(self, other): return (self // other, self % other)
    def __pow__(self, other): return _operate("power", self, other)
    def __rpow__(self, other): return _operate("power", other, self)
    def __matmul__(self, other): return _operate("matmul", self, other)
    def __rmatmul__(self, other): return _operate("matmul", other, self)
    def __and__(self, other): return _operate("bitwise_and", self, other)
    def __rand__(self, other): return _operate("bitwise_and", other, self)
    def __or__(self, other): return _operate("bitwise_or", self, other)
    def __ror__(self, other): return _operate("bitwise_or", other, self)
    def __xor__(self, other): return _operate("bitwise_xor", self, other)
    def __rxor__(self, other): return _operate("bitwise_xor", other, self)
    def __lshift__(self, other): return _operate("left_shift", self, other)
    def __rlshift__(self, other): return _operate("left_shift", other, self)
    def __rshift__(self, other): return _operate("right_shift", self, other)
    def __rrshift__(self, other): return _operate("right_shift", other, self)
    def __eq__(self, other): return _compare("equal", self, other)
    def __ne__(self, other): return _compare("not_equal", self, other)
    def __lt__(self, other): return _operate("less", self, other)
    def __le__(self, other): return _operate("less_equal", self, other)
    def __gt__(self, other): return _operate("greater", self, other)
    def __ge__(self, other): return _operate("greater_equal", self, other)
    def __neg__(self): return _call("negative", self)
    def __pos__(self): return _call("positive", self)
    def __abs__(self): return _call("absolute", self)
    def __invert__(self): return _call("invert", self)
    def __iadd__(self, other): return _in_place("add", self, other)
    def __isub__(self, other): return _in_place("subtract", self, other)
    def __imul__(self, other): return _in_place("multiply", self, other)
    def __itruediv__(self, other): return _in_place("divide", self, other)
    def __ifloordiv__(self, other): return _in_place("floor_divide", self, other)
    def __imod__(self, other): return _in_place("remainder", self, other)
    def __ipow__(self, other): return _in_place("power", self, other)
    def __iand__(self, other): return _in_place("bitwise_and", self, other)
    def __ior__(self, other): return _in_place("bitwise_or", self, other)
    def __ixor__(self, other): return _in_place("bitwise_xor", self, other)
    def __imatmul__(self, other): return _in_place("matmul", self, other)

    # Methods that are functions too

    def sum(self, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True):
        return _call("sum", self, axis, dtype, out, keepdims, initial)

    def mean(self, axis=None, dtype=None, out=None, keepdims=False):
        return _call("mean", self, axis, dtype, out, keepdims)

    def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        return _call("std", self, axis, dtype, out, ddof, keepdims)

    def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        return _call("var", self, axis, dtype, out, ddof, keepdims)

    def prod(self, axis=None, dtype=None, out=None, keepdims=False):
        return _call("prod", self, axis, dtype, out, keepdims)

    def max(self, axis=None, out=None, keepdims=False):
        return _call("max", self, axis, out, keepdims)

    def min(self, axis=None, out=None, keepdims=False):
        return _call("min", self, axis, out, keepdims)

    def ptp(self, *args, **kwargs):
        raise AttributeError("`ptp` was removed from the ndarray class in NumPy 2.0. Use np.ptp(arr, ...) instead.")

    def any(self, axis=None, out=None, keepdims=False):
        return _call("any", self, axis, out, keepdims)

    def all(self, axis=None, out=None, keepdims=False):
        return _call("all", self, axis, out, keepdims)

    def argmax(self, axis=None, out=None, *, keepdims=False):
        return _call("argmax", self, axis, out, keepdims=keepdims)

    def argmin(self, axis=None, out=None, *, keepdims=False):
        return _call("argmin", self, axis, out, keepdims=keepdims)

    def cumsum(self, axis=None, dtype=None, out=None):
        return _call("cumsum", self, axis, dtype, out)

    def cumprod(self, axis=None, dtype=None, out=None):
        return _call("cumprod", self, axis, dtype, out)

    def round(self, decimals=0, out=None):
        return _call("round", self, decimals, out)

    def clip(self, min=None, max=None, out=None):
        return _call("clip", self, min, max, out)

    def dot(self, other, out=None):
        return _call("dot", self, other)

    def conj(self):
        return _call("conjugate", self)

    conjugate = conj

    def nonzero(self):
        return _call("nonzero", self)

    def take(self, indices, axis=None, out=None, mode="raise"):
        return _call("take", self, indices, axis)

    def argsort(self, axis=-1, kind=None, order=None, *, stable=None):
        return _call("argsort", self, axis, kind)

    def sort(self, axis=-1, kind=None, order=None, *, stable=None):
        self[...] = _call("sort", self, axis, kind)

    def searchsorted(self, values, side="left", sorter=None):
        return _call("searchsorted", self, values, side, sorter)

    def __getattr__(self, name):
        raise AttributeError(f"'numpy.ndarray' object has no attribute '{name}'")


ndarray.__module__ = "numpy"
builtins_type = type


class _Flags:
    def __init__(self, array):
        t = array._t
        self.c_contiguous = self.contiguous = t.is_contiguous()
        self.f_contiguous = self.fortran = t.permute(*range(t.dim() - 1, -1, -1)).is_contiguous()
        self.owndata = True
        self.aligned = True
        self._array = array

    @property
    def writeable(self):
        try:
            self._array._check_writable()
            return True
        except ValueError:
            return False

    @writeable.setter
    def writeable(self, value):
        self._array.setflags(write=value)

    def __getitem__(self, name):
        return getattr(self, name.lower())


class _Flat:
    """`array.flat`"""

    def __init__(self, array):
        self._array = array
        self._next = 0

    def __iter__(self):
        return iter(self._array.ravel())

    def __next__(self):
        if self._next >= self._array.size:
            raise StopIteration
        self._next += 1
        return self._array.ravel()[self._next - 1]

    def __len__(self):
        return self._array.size

    def __getitem__(self, key):
        return self._array.ravel()[key]

    def __setitem__(self, key, value):
        t = self._array._t
        if t.is_contiguous():
            _of(t.view(-1))[key] = value
        else:
            flat = self._array.flatten()
            flat[key] = value
            self._array[...] = flat.reshape(self._array.shape)


def _iterate(array):
    for row in array._t.unbind(0):
        yield _of(row) if row.dim() else _scalar(row)


def _rebuilt(data, dtype, shape, order):
    """The array of a pickle; its shape is that of its memory."""
    made = _of(_numpy.from_bytes(data, torch.empty(0, dtype=_dtype(dtype)._torch)).reshape(shape))
    return made.T if order == "F" else made


def _of(t):
    """The array over a tensor's memory."""
    if t.requires_grad:
        t = t.detach()
    return _numpy.ArrayBase.__new__(ndarray, t)


def _scalar(t):
    """The number of a tensor of no dimension."""
    kind = _FROM_TORCH[t.dtype]
    value = t.item()
    cls = kind.type
    if kind.kind == "f":
        return float.__new__(cls, value)
    if kind.kind in "iu":
        return int.__new__(cls, value)
    return cls(value)


def _wrap(t):
    """What a function gives: a number for no dimension, else an array."""
    return _of(t) if t.dim() else _scalar(t)


def _cast(t, kind):
    """A tensor in another dtype, as C converts: a float becomes an integer by its low bits."""
    if kind.kind in "iu" and t.dtype.is_floating_point and kind.itemsize < 8:
        return t.to(torch.int64).to(kind._torch)
    if t.is_complex() and kind.kind != "c":
        t = t.real
    made = t.to(kind._torch)
    return made.clone() if made is t else made


def _shape(shape):
    if isinstance(shape, (int, generic)):
        shape = (shape,)
    elif isinstance(shape, ndarray):
        shape = shape.tolist() if shape.ndim else (shape.item(),)
    sizes = []
    if isinstance(shape, float):
        raise TypeError(f"expected a sequence of integers or a single integer, got '{shape}'")
    for size in shape:
        if isinstance(size, float) or not hasattr(size, "__index__"):
            raise TypeError(f"'{type(size).__name__}' object cannot be interpreted as an integer")
        sizes.append(size.__index__())
    if any(size < 0 for size in sizes) and len([size for size in sizes if size == -1]) != 1:
        raise ValueError("negative dimensions are not allowed")
    return tuple(sizes)


def _new_shape(shape):
    """The shape of a new array, in which no size is open."""
    shape = _shape(shape)
    if any(size < 0 for size in shape):
        raise ValueError("negative dimensions are not allowed")
    return shape


def _shape_text(shape):
    sizes = ",".join(str(size) for size in shape)
    return f"({sizes},)" if len(shape) == 1 else f"({sizes})"


def _resolved(array, shape):
    """The shape with -1 replaced, checked against the number of elements."""
    count = 1
    for size in shape:
        if size != -1:
            count *= size
    unknown = [index for index, size in enumerate(shape) if size == -1]
    if len(unknown) > 1:
        raise ValueError("can only specify one unknown dimension")
    fits = (count > 0 and array.size % count == 0) if unknown else count == array.size
    if not fits:
        raise ValueError(f"cannot reshape array of size {array.size} into shape {_shape_text(shape)}")
    if unknown:
        shape = list(shape)
        shape[unknown[0]] = array.size // count
    return tuple(shape)


def _axis(axis, rank):
    axis = axis.__index__()
    if not -rank <= axis < rank:
        raise AxisError(f"axis {axis} is out of bounds for array of dimension {rank}")
    return axis + rank if axis < 0 else axis


def _index(t, key):
    """A tensor, an index for it, and whether a result without dimensions stays an array."""
    parts = list(key) if type(key) is tuple else [key]
    used = 0
    lists = False
    keeps = False
    for place, part in enumerate(parts):
        kind = type(part)
        if kind is int:
            used += 1
        elif part is None:
            pass
        elif part is Ellipsis:
            keeps = True
        elif kind is slice:
            used += 1
        elif kind is bool or kind is _dtypes.bool_:
            parts[place] = bool(part)
            lists = True
        elif isinstance(part, (_dtypes.integer, int)):
            parts[place] = int(part)
            used += 1
        elif isinstance(part, (ndarray, list, tuple, range, torch.Tensor)) or hasattr(part, "__array__"):
            index = part if kind is ndarray else asarray(part)
            if index.size == 0 and kind is not ndarray:
                index = index.astype(int)
            if index.dtype.kind not in "biu":
                raise IndexError("arrays used as indices must be of integer (or boolean) type")
            if index.dtype.kind == "b":
                _check_mask(t, index, used)
                used += index.ndim
                lists = True
            elif index.ndim == 0:
                index = index.item()
                used += 1
            else:
                used += 1
                lists = True
            parts[place] = index if type(index) is int else index._t.to(torch.int64) if index.dtype.kind != "b" \
                else index._t
        else:
            raise IndexError("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or"
                             " boolean arrays are valid indices")
    rank = t.dim()
    if used > rank:
        raise IndexError(f"too many indices for array: array is {rank}-dimensional, but {used} were indexed")
    dim = 0
    for place, part in enumerate(parts):
        kind = type(part)
        if part is Ellipsis:
            dim += rank - used
        elif kind is int:
            size = t.shape[dim]
            if not -size <= part < size:
                raise IndexError(f"index {part} is out of bounds for axis {dim} with size {size}")
            if lists:
                parts[place] = torch.tensor([part])
            dim += 1
        elif kind is slice:
            if part.step is not None and part.step.__index__() < 0:
                size = t.shape[dim]
                start, stop, step = part.indices(size)
                count = len(range(start, stop, step))
                t = _numpy.reversed(t, dim)
                begin = size - 1 - start
                parts[place] = slice(begin, begin + (count - 1) * -step + 1 if count else begin, -step)
            elif part.step == 0:
                raise ValueError("slice step cannot be zero")
            dim += 1
        elif kind is torch.Tensor:
            if part.dtype is torch.bool:
                dim += part.dim()
            else:
                size = t.shape[dim]
                if part.numel():
                    low, high = int(part.min()), int(part.max())
                    if low < -size or high >= size:
                        wrong = low if low < -size else high
                        raise IndexError(f"index {wrong} is out of bounds for axis {dim} with size {size}")
                dim += 1
    return t, tuple(parts), keeps


def _check_mask(t, mask, first):
    for offset, size in enumerate(mask.shape):
        if first + offset >= t.dim():
            raise IndexError(f"too many indices for array: array is {t.dim()}-dimensional, but {mask.ndim} were indexed")
        if t.shape[first + offset] != size:
            raise IndexError(
                f"boolean index did not match indexed array along axis {first + offset}; size of axis is "
                f"{t.shape[first + offset]} but size of corresponding boolean axis is {size}")


# Making arrays of data

class _NoNumbers(TypeError):
    """What an array of numbers cannot hold, but one of text or of Python objects can."""


def _labels():
    from numpy import _labels
    return _labels


def _made(data, kind):
    """A new array of data."""
    if kind is not None and kind.kind in "UO":
        return _labels().make(data, kind)
    try:
        return _of(_tensor_of(data, kind))
    except _NoNumbers:
        labels = _labels().make(data)
    return labels if kind is None else labels.astype(kind)


def _kind_of(data, depth=0):
    """The dtype of nested data; None for what holds nothing."""
    kind = type(data)
    if kind is float:
        return _dtypes._float64
    if kind is bool:
        return _dtypes._bool
    if kind is int:
        return _dtypes._int64
    if isinstance(data, (ndarray, generic)):
        return data.dtype
    if kind is complex:
        return _dtypes._complex128
    if isinstance(data, torch.Tensor):
        return _FROM_TORCH[data.dtype] if data.dtype in _FROM_TORCH else _dtypes._float32
    if isinstance(data, str):
        raise _NoNumbers("NumPy arrays of text are not supported here by nbrun; the nearest is a list")
    if isinstance(data, bytes):
        raise TypeError("NumPy arrays of bytes are not supported by nbrun; the nearest is a list")
    if depth > 64:
        raise ValueError("maximum supported dimension for an ndarray is currently 64, found 65")
    if _is_sequence(data):
        found = None
        seen = set()
        for element in data:
            kind = type(element)
            # Numbers of a kind met before change nothing.
            if kind in seen:
                continue
            if kind is float or kind is int or kind is bool:
                seen.add(kind)
            inner = _kind_of(element, depth + 1)
            if inner is not None:
                found = inner if found is None else _promote(found, inner)
        return found
    if isinstance(data, int):
        return _dtypes._int64
    if isinstance(data, float):
        return _dtypes._float64
    raise _NoNumbers(f"NumPy arrays of {type(data).__name__} objects are not supported here by nbrun; the nearest is a list")


def _is_sequence(data):
    """Whether data is looked into for elements, as lists are."""
    return isinstance(data, (list, tuple, range)) or hasattr(data, "__len__") and hasattr(data, "__getitem__") \
        and not isinstance(data, (str, bytes, dict, type))


def _shape_of(data, holds_objects=False):
    """The lengths of nested sequences. Where they differ, an array of objects holds the sequences themselves."""
    if isinstance(data, (ndarray, torch.Tensor)):
        return tuple(data.shape)
    if isinstance(data, (bool, int, float, complex, generic)) or not _is_sequence(data):
        return ()
    first = None
    for element in data:
        shape = _shape_of(element, holds_objects)
        if first is None:
            first = shape
        elif shape != first:
            common = []
            for a, b in zip(first, shape):
                if a != b:
                    break
                common.append(a)
            if holds_objects:
                first = tuple(common)
                continue
            detected = (len(data),) + tuple(common)
            raise ValueError(
                "setting an array element with a sequence. The requested array has an inhomogeneous shape after "
                f"{len(detected)} dimensions. The detected shape was {detected} + inhomogeneous part.")
    return (len(data),) if first is None else (len(data),) + first


def _leaves(data, into):
    for element in data:
        if isinstance(element, (list, tuple, range)):
            _leaves(element, into)
        elif isinstance(element, (ndarray, torch.Tensor)):
            into.extend(element.reshape(-1).tolist())
        elif isinstance(element, generic):
            into.append(element.item())
        elif isinstance(element, (bool, int, float, complex)):
            into.append(element)
        else:
            _leaves(element, into)


def _tensor_of(data, kind=None):
    """Data as a tensor of its own."""
    if isinstance(data, torch.Tensor):
        data = data.numpy()
    if isinstance(data, (ndarray, generic)):
        t = data._t
        if kind is None or kind is data.dtype:
            return t.clone(memory_format=torch.contiguous_format) if isinstance(data, ndarray) else t
        return _cast(t, kind)
    if hasattr(data, "__array__") and not isinstance(data, type):
        return _tensor_of(data.__array__(), kind)
    if not isinstance(data, (bool, int, float, complex, list, tuple)) and _is_sequence(data):
        data = list(data)
    found = _kind_of(data)
    kind = kind or found or _dtypes._float64
    shape = _shape_of(data)
    if not shape:
        if kind.kind in "iu":
            if isinstance(data, float):
                data = int(data)
            kind.type(data)
        return torch.tensor(data, dtype=kind._torch)
    leaves = []
    _leaves(data, leaves)
    if kind.kind in "iu" and found is not None and found.kind in "fc":
        leaves = [int(leaf) for leaf in leaves]
    if kind.kind in "iu" and kind.itemsize < 8:
        for leaf in leaves:
            kind.type(leaf)
    if kind.kind == "b":
        leaves = [bool(leaf) for leaf in leaves]
    if kind.kind == "i" and kind.itemsize == 8:
        for leaf in leaves:
            if type(leaf) is int and not -2 ** 63 <= leaf < 2 ** 63:
                raise OverflowError("NumPy arrays of integers beyond 64 bits are not supported by nbrun")
    return torch.tensor(leaves, dtype=kind._torch).reshape(shape)


def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, like=None):
    """An array of data."""
    kind = None if dtype is None else _dtype(dtype)
    if not copy and isinstance(object, (ndarray, torch.Tensor)) and kind in (None, _kind_of(object)):
        made = asarray(object)
    else:
        made = _made(object, kind)
        if made is object:
            made = made.copy()
    if made.ndim < ndmin:
        made = made.reshape((1,) * (ndmin - made.ndim) + made.shape)
    return made


def asarray(a, dtype=None, order=None, *, copy=None, device=None, like=None):
    """The array itself if it is one, else one made of the data."""
    kind = None if dtype is None else _dtype(dtype)
    if isinstance(a, torch.Tensor):
        a = a.numpy()
    if isinstance(a, ndarray):
        made = a if kind is None or kind is a.dtype else a.astype(kind)
        return made.copy() if copy and made is a else made
    return _made(a, kind)


def _call(name, *args, **kwargs):
    from numpy import _functions
    return getattr(_functions, name)(*args, **kwargs)


def _operate(name, a, b):
    """A binary operator; other kinds of objects get their turn."""
    for other in (a, b):
        if isinstance(other, str):
            return _labels()._Labels._combined(_labels().make(""), name, a, b, None)
        if isinstance(other, (ndarray, generic, bool, int, float, complex, list, tuple)):
            continue
        return NotImplemented
    return _call(name, a, b)


def _compare(name, a, b):
    if isinstance(b, torch.Tensor):
        return NotImplemented
    if b is None or isinstance(b, (str, bytes, dict)):
        made = torch.zeros(a.shape, dtype=torch.bool)
        return _of(made if name == "equal" else ~made)
    try:
        return _call(name, a, b)
    except TypeError:
        return NotImplemented


def _in_place(name, a, b):
    if isinstance(b, torch.Tensor):
        b = b.numpy()
    a._check_writable("output array is read-only")
    made = _call(name, a, b)
    kind = made.dtype
    if kind is not a.dtype:
        order = "buifc"
        if order.index(kind.kind) > order.index(a.dtype.kind):
            from numpy import _functions
            raise _functions._UFuncTypeError(
                f"Cannot cast ufunc '{name}' output from {kind!r} to {a.dtype!r} with casting rule 'same_kind'")
    if tuple(made.shape) != a.shape:
        raise ValueError(f"non-broadcastable output operand with shape {_shape_text(a.shape)} doesn't match the "
                         f"broadcast shape {_shape_text(made.shape)}")
    a._t.copy_(made._t)
    return a


def _operate_any(name, *operands):
    """What numbers do: the operators of arrays on operands without dimensions."""
    if name == "asarray":
        kind = operands[1] if len(operands) > 1 else None
        return asarray(operands[0], kind)
    for other in operands:
        if isinstance(other, torch.Tensor) or not isinstance(
                other, (ndarray, generic, bool, int, float, complex, list, tuple)):
            if name == "equal":
                return NotImplemented
            if name == "not_equal":
                return NotImplemented
            return NotImplemented
    return _call(name, *operands)


generic._operate = staticmethod(_operate_any)
