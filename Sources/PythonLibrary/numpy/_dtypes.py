"""NumPy's dtypes, number types and rules of promotion."""
import torch

_NAMES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64", "complex64", "complex128"]
_KINDS = {"bool": "b", "uint8": "u", "int8": "i", "int16": "i", "int32": "i", "int64": "i", "float16": "f",
          "float32": "f", "float64": "f", "complex64": "c", "complex128": "c"}
_SIZES = {"bool": 1, "uint8": 1, "int8": 1, "int16": 2, "int32": 4, "int64": 8, "float16": 2, "float32": 4,
          "float64": 8, "complex64": 8, "complex128": 16}
_CHARS = {"bool": "?", "uint8": "B", "int8": "b", "int16": "h", "int32": "i", "int64": "l", "float16": "e",
          "float32": "f", "float64": "d", "complex64": "F", "complex128": "D"}
_ALIASES = {"float": "float64", "int": "int64", "complex": "complex128", "double": "float64", "single": "float32",
            "half": "float16", "long": "int64", "intp": "int64", "short": "int16", "byte": "int8", "ubyte": "uint8",
            "bool_": "bool", "intc": "int32", "longlong": "int64", "csingle": "complex64", "cdouble": "complex128"}
_OUTSIDE = ["uint16", "uint32", "uint64", "object", "str", "bytes", "datetime64", "timedelta64", "float128",
            "complex256", "longdouble", "str_", "bytes_", "object_", "void"]
_BY_CODE = {}
for _name in _NAMES:
    _BY_CODE[_CHARS[_name]] = _name
    _code = _KINDS[_name] + str(_SIZES[_name])
    for _order in ("", "<", "=", "|"):
        _BY_CODE[_order + _code] = _name


class dtype:
    """The type of an array's elements; there is one object for each."""

    _is_written_in_c = True

    _known = {}

    def __new__(cls, spec=None, align=False, copy=False):
        if isinstance(spec, dtype):
            return spec
        if spec is str or spec is object or isinstance(spec, type) and issubclass(spec, (str_, object_)):
            return object_dtype() if spec is object or spec is object_ else text_dtype(0)
        if isinstance(spec, str) and spec.lstrip("<=|")[:1] in ("U", "O") and spec not in ("OBJECT",) \
                and (spec.lstrip("<=|")[1:].isdigit() or len(spec.lstrip("<=|")) == 1):
            code = spec.lstrip("<=|")
            return object_dtype() if code[0] == "O" else text_dtype(int(code[1:] or 0))
        if spec == "object" or spec == "str":
            return object_dtype() if spec == "object" else text_dtype(0)
        return cls._known[_name_of(spec)]

    @property
    def str(self):
        if self.kind == "U":
            return f"<U{self.itemsize // 4}"
        if self.kind == "O":
            return "|O"
        return ("|" if self.itemsize == 1 else "<") + self.kind + repr(self.itemsize)

    @property
    def isnative(self):
        return True

    @property
    def byteorder(self):
        return "|" if self.itemsize == 1 or self.kind == "O" else "="

    def newbyteorder(self, order="S"):
        raise NotImplementedError("dtypes of another byte order are not supported by nbrun")

    def __repr__(self):
        return "dtype('O')" if self.kind == "O" else f"dtype('{self!s}')"

    def __str__(self):
        return self.str if self.kind == "U" else self.name

    def __eq__(self, other):
        if isinstance(other, dtype):
            return self is other
        try:
            return self is dtype(other)
        except TypeError:
            return False

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.name)

    def __reduce__(self):
        return (dtype, (self.str,))

    def __getattr__(self, name):
        if name == "_torch":
            raise NotImplementedError(f"this use of the NumPy dtype {self!s} is not supported by nbrun")
        raise AttributeError(f"'numpy.dtype' object has no attribute '{name}'")


def _outside_dtype(name, kind, itemsize, made_of):
    """A dtype of what is no number."""
    if name not in dtype._known:
        made = object.__new__(dtype)
        made.name, made.kind, made.itemsize, made.type = name, kind, itemsize, made_of
        made.alignment, made.char, made.num = 8 if kind == "O" else 4, kind, 17 if kind == "O" else 19
        made.names = made.fields = None
        made.shape, made.ndim = (), 0
        dtype._known[name] = made
    return dtype._known[name]


def text_dtype(width):
    """The dtype of text of at most so many characters; of 0 while that is open."""
    return _outside_dtype(f"str{32 * width}" if width else "str", "U", 4 * width, str_)


def object_dtype():
    """The dtype of any Python values."""
    return _outside_dtype("object", "O", 8, object_)


def _name_of(spec):
    if spec is None or spec is float:
        return "float64"
    if spec is int:
        return "int64"
    if spec is bool:
        return "bool"
    if spec is complex:
        return "complex128"
    if isinstance(spec, type) and issubclass(spec, generic):
        name = spec.__name__
        if name in _KINDS:
            return name
        defaults = {"floating": "float64", "inexact": "float64", "integer": "int64", "signedinteger": "int64",
                    "number": "float64", "complexfloating": "complex128"}
        if name in defaults:
            return defaults[name]
    if isinstance(spec, str):
        name = _ALIASES.get(spec, spec)
        if name in _KINDS:
            return name
        if name in _BY_CODE:
            return _BY_CODE[name]
        if name in _OUTSIDE or (name[:1] in "<>=|" and len(name) > 1) or name[:1] in "USOV":
            raise TypeError(f"the NumPy dtype {name!r} is not supported by nbrun; the nearest is 'int64' or 'float64'")
        raise TypeError(f"data type {spec!r} not understood")
    if spec is str or spec is object or spec is bytes:
        raise TypeError(f"NumPy arrays of {spec.__name__} are not supported by nbrun; the nearest is a list")
    if isinstance(spec, (list, tuple, dict)):
        raise NotImplementedError("structured NumPy dtypes are not supported by nbrun; the nearest is one array per field")
    if isinstance(spec, torch.dtype):
        raise TypeError(f"Cannot interpret '{spec}' as a data type")
    raise TypeError(f"Cannot interpret '{spec!r}' as a data type")


class generic:
    """What all of NumPy's numbers are."""

    _is_written_in_c = True

    __slots__ = ()
    # Set by the module of functions: makes arrays and calls the functions behind operators.
    _operate = None
    shape = ()
    ndim = 0
    size = 1

    @property
    def dtype(self):
        return dtype._known[type(self).__name__]

    @property
    def itemsize(self):
        return self.dtype.itemsize

    @property
    def nbytes(self):
        return self.dtype.itemsize

    @property
    def _t(self):
        return torch.tensor(self.item(), dtype=self.dtype._torch)

    def __array__(self, dtype=None, copy=None):
        return generic._operate("asarray", self, dtype)

    def tolist(self):
        return self.item()

    def __format__(self, spec):
        return format(self.item(), spec)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def _as_array(self):
        return generic._operate("asarray", self)

    def __add__(self, other): return generic._operate("add", self, other)
    def __radd__(self, other): return generic._operate("add", other, self)
    def __sub__(self, other): return generic._operate("subtract", self, other)
    def __rsub__(self, other): return generic._operate("subtract", other, self)
    def __mul__(self, other): return generic._operate("multiply", self, other)
    def __rmul__(self, other): return generic._operate("multiply", other, self)
    def __truediv__(self, other): return generic._operate("divide", self, other)
    def __rtruediv__(self, other): return generic._operate("divide", other, self)
    def __floordiv__(self, other): return generic._operate("floor_divide", self, other)
    def __rfloordiv__(self, other): return generic._operate("floor_divide", other, self)
    def __mod__(self, other): return generic._operate("remainder", self, other)
    def __rmod__(self, other): return generic._operate("remainder", other, self)
    def __divmod__(self, other): return (self // other, self % other)
    def __pow__(self, other): return generic._operate("power", self, other)
    def __rpow__(self, other): return generic._operate("power", other, self)
    def __and__(self, other): return generic._operate("bitwise_and", self, other)
    def __rand__(self, other): return generic._operate("bitwise_and", other, self)
    def __or__(self, other): return generic._operate("bitwise_or", self, other)
    def __ror__(self, other): return generic._operate("bitwise_or", other, self)
    def __xor__(self, other): return generic._operate("bitwise_xor", self, other)
    def __rxor__(self, other): return generic._operate("bitwise_xor", other, self)
    def __lshift__(self, other): return generic._operate("left_shift", self, other)
    def __rshift__(self, other): return generic._operate("right_shift", self, other)
    def __eq__(self, other): return generic._operate("equal", self, other)
    def __ne__(self, other): return generic._operate("not_equal", self, other)
    def __lt__(self, other): return generic._operate("less", self, other)
    def __le__(self, other): return generic._operate("less_equal", self, other)
    def __gt__(self, other): return generic._operate("greater", self, other)
    def __ge__(self, other): return generic._operate("greater_equal", self, other)
    def __neg__(self): return generic._operate("negative", self)
    def __pos__(self): return generic._operate("positive", self)
    def __abs__(self): return generic._operate("absolute", self)
    def __invert__(self): return generic._operate("invert", self)

    def __getattr__(self, name):
        # Numbers have the methods of arrays.
        if name.startswith("__") or name.startswith("_"):
            raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute '{name}'")
        if name in ("sum", "mean", "std", "var", "max", "min", "prod", "round", "astype", "reshape", "flatten", "ravel",
                    "squeeze", "copy", "any", "all", "argmax", "argmin", "clip", "conj", "conjugate", "real", "imag", "T",
                    "cumsum", "fill", "nonzero", "repeat", "transpose", "view", "flat", "strides", "tobytes"):
            return getattr(self._as_array(), name)
        raise AttributeError(f"'numpy.{type(self).__name__}' object has no attribute '{name}'")


class number(generic):
    _is_written_in_c = True
    __slots__ = ()


class integer(number):
    _is_written_in_c = True
    __slots__ = ()

    def item(self, *args):
        return int.__int__(self)

    def __repr__(self):
        return f"np.{type(self).__name__}({int.__repr__(self)})"

    def __str__(self):
        return int.__repr__(self)

    def __hash__(self):
        return int.__hash__(self)

    def __index__(self):
        return int.__int__(self)

    def __round__(self, digits=None):
        return int.__round__(int(self), digits) if digits is None else type(self)(int.__round__(int(self), digits))

    def is_integer(self):
        return True


class signedinteger(integer):
    _is_written_in_c = True
    __slots__ = ()


class unsignedinteger(integer):
    _is_written_in_c = True
    __slots__ = ()


class inexact(number):
    _is_written_in_c = True
    __slots__ = ()


class floating(inexact):
    _is_written_in_c = True
    __slots__ = ()

    def item(self, *args):
        return float.__float__(self)

    def __repr__(self):
        return f"np.{type(self).__name__}({self!s})"

    def __str__(self):
        import _numpy
        return _numpy.float_text(self._t)

    def __hash__(self):
        return float.__hash__(self)

    def __round__(self, digits=None):
        rounded = float.__round__(float(self), digits)
        return rounded if digits is None else type(self)(rounded)

    def is_integer(self):
        return float.is_integer(float(self))


class complexfloating(inexact):
    _is_written_in_c = True
    __slots__ = ()


class flexible(generic):
    _is_written_in_c = True
    __slots__ = ()


class character(flexible):
    _is_written_in_c = True
    __slots__ = ()


class str_(str, character):
    """An element of an array of text."""

    _is_written_in_c = True

    def item(self, *args):
        return str.__str__(self)

    def __str__(self):
        return str.__str__(self)

    def __repr__(self):
        return f"np.str_({str.__repr__(self)})"

    def __format__(self, spec):
        return str.__format__(str.__str__(self), spec)

    def __hash__(self):
        return str.__hash__(self)

    __add__, __mul__, __rmul__, __mod__ = str.__add__, str.__mul__, str.__rmul__, str.__mod__
    __eq__, __ne__, __lt__, __le__, __gt__, __ge__ = (
        str.__eq__, str.__ne__, str.__lt__, str.__le__, str.__gt__, str.__ge__)

    @property
    def dtype(self):
        return text_dtype(max(len(self), 1))


class object_(generic):
    _is_written_in_c = True
    __slots__ = ()


class bool_(generic):
    """`np.True_` and `np.False_`."""

    _is_written_in_c = True

    __slots__ = ("_value",)
    _made = {}

    def __new__(cls, value=False):
        value = True if value else False
        if value not in bool_._made:
            made = object.__new__(cls)
            object.__setattr__(made, "_value", value)
            bool_._made[value] = made
        return bool_._made[value]

    def item(self, *args):
        return self._value

    def __bool__(self):
        return self._value

    def __int__(self):
        return int(self._value)

    def __float__(self):
        return float(self._value)

    def __repr__(self):
        return "np.True_" if self._value else "np.False_"

    def __str__(self):
        return "True" if self._value else "False"

    def __hash__(self):
        return hash(self._value)


bool_.__name__ = bool_.__qualname__ = "bool"


class uint8(unsignedinteger, int):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class int8(signedinteger, int):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class int16(signedinteger, int):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class int32(signedinteger, int):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class int64(signedinteger, int):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_integer(cls, value)


class float16(floating, float):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_float(cls, value)


class float32(floating, float):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_float(cls, value)


class float64(floating, float):
    _is_written_in_c = True
    __slots__ = ()

    def __new__(cls, value=0):
        return _make_float(cls, value)

    def __str__(self):
        return float.__repr__(self)

    def __repr__(self):
        return f"np.float64({float.__repr__(self)})"


class complex64(complexfloating):
    _is_written_in_c = True
    __slots__ = ("_value",)

    def __new__(cls, value=0, imaginary=0):
        return _make_complex(cls, value, imaginary)


class complex128(complexfloating):
    _is_written_in_c = True
    __slots__ = ("_value",)

    def __new__(cls, value=0, imaginary=0):
        return _make_complex(cls, value, imaginary)


def _make_integer(cls, value):
    """An integer number of a type; arrays give arrays."""
    if _is_array(value):
        return generic._operate("asarray", value, cls)
    value = int(value)
    least, most = _LIMITS[cls.__name__]
    if not least <= value <= most:
        raise OverflowError(f"Python integer {value} out of bounds for {cls.__name__}")
    return int.__new__(cls, value)


def _make_float(cls, value):
    if _is_array(value):
        return generic._operate("asarray", value, cls)
    value = float(value)
    if cls is not float64:
        value = torch.tensor(value, dtype=dtype._known[cls.__name__]._torch).item()
    return float.__new__(cls, value)


def _make_complex(cls, value, imaginary):
    if _is_array(value):
        return generic._operate("asarray", value, cls)
    made = object.__new__(cls)
    value = value.item() if isinstance(value, generic) else value
    rounded = torch.tensor(complex(value) + 1j * imaginary, dtype=dtype._known[cls.__name__]._torch).item()
    object.__setattr__(made, "_value", rounded)
    return made


def _is_array(value):
    return hasattr(value, "__array__") and not isinstance(value, generic) and getattr(value, "ndim", 1) > 0 \
        or isinstance(value, (list, tuple))


def _complex_part(text):
    return text[:-2] if text.endswith(".0") else text


def _complex_str(self):
    import _numpy
    kind = torch.float32 if isinstance(self, complex64) else torch.float64
    real, imag = (_complex_part(_numpy.float_text(torch.tensor(part, dtype=kind)))
                  for part in (self._value.real, self._value.imag))
    sign = "" if imag.startswith("-") else "+"
    if real == "0" and sign != "-" and not str(self._value.real).startswith("-"):
        return imag + "j"
    return f"({real}{sign}{imag}j)"


def _complex_repr(self):
    text = _complex_str(self)
    return f"np.{type(self).__name__}({text[1:-1] if text.startswith('(') else text})"


complexfloating.__str__ = _complex_str
complexfloating.__repr__ = _complex_repr
complexfloating.item = lambda self, *args: self._value
complexfloating.__complex__ = lambda self: self._value
complexfloating.__hash__ = lambda self: hash(self._value)
complexfloating.__bool__ = lambda self: self._value != 0
complexfloating.real = property(lambda self: _PARTS[type(self).__name__](self._value.real))
complexfloating.imag = property(lambda self: _PARTS[type(self).__name__](self._value.imag))
_PARTS = {"complex64": float32, "complex128": float64}

_LIMITS = {"uint8": (0, 255), "int8": (-128, 127), "int16": (-32768, 32767), "int32": (-2 ** 31, 2 ** 31 - 1),
           "int64": (-2 ** 63, 2 ** 63 - 1)}
_TYPES = {"bool": bool_, "uint8": uint8, "int8": int8, "int16": int16, "int32": int32, "int64": int64,
          "float16": float16, "float32": float32, "float64": float64, "complex64": complex64, "complex128": complex128}
_FROM_TORCH = {}
for _class in [generic, number, integer, signedinteger, unsignedinteger, inexact, floating, complexfloating, flexible,
               character, str_, object_, dtype] + list(_TYPES.values()):
    _class.__module__ = "numpy"
for _name in _NAMES:
    _made = object.__new__(dtype)
    _made.name = _name
    _made.kind = _KINDS[_name]
    _made.itemsize = _SIZES[_name]
    _made.alignment = _SIZES[_name] if _KINDS[_name] != "c" else _SIZES[_name] // 2
    _made.char = _CHARS[_name]
    _made.type = _TYPES[_name]
    _made.num = _NAMES.index(_name)
    _made.names = None
    _made.fields = None
    _made.shape = ()
    _made.ndim = 0
    _made._torch = getattr(torch, _name)
    dtype._known[_name] = _made
    _FROM_TORCH[_made._torch] = _made

_bool, _uint8, _int8, _int16, _int32, _int64, _float16, _float32, _float64, _complex64, _complex128 = (
    dtype._known[_name] for _name in _NAMES)

_kind_by_python = {bool: _bool, int: _int64, float: _float64, complex: _complex128}


def _float_for(kind):
    """The float type that holds every value of an integer or bool type, or nearly."""
    return {"bool": _float16, "uint8": _float16, "int8": _float16, "int16": _float32}.get(kind.name, _float64)


def _promote(a, b):
    """The dtype of an operation on two arrays (`numpy.promote_types`)."""
    if a is b:
        return a
    order = "buifc"
    if order.index(a.kind) > order.index(b.kind):
        a, b = b, a
    if a.kind == "b":
        return b
    if a.kind == "u" and b.kind == "i":
        return _int16 if b is _int8 else b
    if a.kind == b.kind:
        return a if a.itemsize > b.itemsize else b
    if b.kind == "f":
        base = _float_for(a)
        return base if base.itemsize > b.itemsize else b
    # A complex type with anything below it.
    if a.kind == "f":
        return _complex128 if a is _float64 else b
    return _complex128 if _float_for(a) is _float64 else b


def _weak(kind, other):
    """The dtype of an operation of a Python number and an array."""
    if kind is bool:
        return other
    if kind is int:
        return _int64 if other.kind == "b" else other
    if kind is float:
        return _float64 if other.kind in "bui" else other
    if other.kind == "c":
        return other
    return _complex64 if other is _float32 or other is _float16 else _complex128


class finfo:
    """The limits of a floating-point type."""

    def __init__(self, spec):
        kind = dtype(spec)
        if kind.kind == "c":
            kind = _float32 if kind is _complex64 else _float64
        if kind.kind != "f":
            raise ValueError(f"data type {spec!r} not inexact")
        limits = torch.finfo(kind._torch)
        make = kind.type
        self.dtype = kind
        self.bits = kind.itemsize * 8
        self.eps = make(limits.eps)
        self.max = make(limits.max)
        self.min = make(limits.min)
        self.tiny = self.smallest_normal = make(limits.tiny)
        self.resolution = make(limits.resolution)
        self.precision = {2: 3, 4: 6, 8: 15}[kind.itemsize]


class iinfo:
    """The limits of an integer type."""

    def __init__(self, spec):
        kind = dtype(spec)
        if kind.kind not in "iu":
            raise ValueError(f"Invalid integer data type {kind.kind!r}.")
        self.dtype = kind
        self.bits = kind.itemsize * 8
        self.min, self.max = _LIMITS[kind.name]

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


finfo.__module__ = iinfo.__module__ = "numpy"


def issubdtype(a, b):
    """Whether a dtype is, or is below, another type of numbers."""
    a = dtype(a).type if not (isinstance(a, type) and issubclass(a, generic)) else a
    if isinstance(b, type) and issubclass(b, generic):
        return issubclass(a, b)
    return issubclass(a, dtype(b).type)


def promote_types(a, b):
    """The dtype that holds the values of both."""
    return _promote(dtype(a), dtype(b))


def can_cast(a, to, casting="safe"):
    """Whether values of one dtype can be had in another without loss."""
    a, to = dtype(a), dtype(to)
    if casting == "unsafe":
        return True
    if casting == "same_kind":
        order = "buifc"
        return _promote(a, to) is to or order.index(a.kind) <= order.index(to.kind)
    return _promote(a, to) is to
