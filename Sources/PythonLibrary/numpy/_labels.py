"""Arrays of text and of other Python values: numbers that stand for the values, whose shape is a usual array's."""
import _numpy
import torch
from numpy import _dtypes
from numpy import _functions as _f
from numpy._array import asarray, ndarray, _of, _print_options, _shape_of


class _Pool:
    """The values that the elements of arrays stand for; views of an array have one pool."""

    def __init__(self):
        self.values = []
        self._places = {}

    def place(self, value):
        """The number of a value, which gets one if it has none."""
        key = value if type(value) is str else id(value)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = len(self.values)
            self.values.append(value)
        return place

    def ranks(self):
        """For each value its position among all in their order."""
        try:
            order = sorted(range(len(self.values)), key=self.values.__getitem__)
        except TypeError as error:
            raise TypeError(str(error)) from None
        ranks = [0] * len(order)
        rank = -1
        for position, place in enumerate(order):
            if position == 0 or self.values[place] != self.values[order[position - 1]]:
                rank += 1
            ranks[place] = rank
        return ranks


def _refuse(what, kind):
    name = "text" if kind.kind == "U" else "Python objects"
    raise NotImplementedError(f"{what} of NumPy arrays of {name} is not supported by nbrun; the nearest is a list")


class _Labels(ndarray):
    """An array of text or of Python objects."""

    def __new__(cls, codes, pool, kind):
        made = _numpy.ArrayBase.__new__(cls, codes._t, "str_" if kind.kind == "U" else "object_")
        made._codes = codes
        made._pool = pool
        made._kind = kind
        return made

    @property
    def _t(self):
        _refuse("this use", self._kind)

    @property
    def dtype(self):
        return self._kind

    @property
    def shape(self):
        return self._codes.shape

    @property
    def ndim(self):
        return self._codes.ndim

    @property
    def size(self):
        return self._codes.size

    @property
    def flags(self):
        return self._codes.flags

    @property
    def strides(self):
        return tuple(step // 8 * self._kind.itemsize for step in self._codes.strides)

    @property
    def flat(self):
        return iter(self.ravel())

    def __len__(self):
        return len(self._codes)

    def _with(self, codes):
        return _Labels(codes, self._pool, self._kind)

    def _value(self, place):
        value = self._pool.values[int(place)]
        return _dtypes.str_(value) if self._kind.kind == "U" else value

    def _listed(self):
        return [self._pool.values[place] for place in self._codes.ravel().tolist()]

    def __getitem__(self, key):
        if isinstance(key, str):
            raise IndexError("only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or"
                             " boolean arrays are valid indices")
        found = self._codes[key]
        return self._with(found) if isinstance(found, ndarray) else self._value(found)

    def __setitem__(self, key, value):
        other = make(value, self._kind)
        self._codes[key] = _code_array(other, self._pool) if isinstance(other, _Labels) else self._pool.place(other)

    def __iter__(self):
        for found in self._codes:
            yield self._with(found) if isinstance(found, ndarray) else self._value(found)

    def item(self, *args):
        return self._pool.values[self._codes.item(*args)]

    def tolist(self):
        def nested(part):
            return [nested(inner) for inner in part] if isinstance(part, list) else self._pool.values[part]
        return nested(self._codes.tolist())

    def __contains__(self, value):
        return value in self._listed()

    def _printed(self, separator, prefix, suffix):
        options = _print_options
        # The elements of text are shown as their type shows them, others by their own repr.
        shown = [f"list({value!r})" if type(value) is list else repr(value) for value in self._pool.values]
        return _numpy.label_text(self._codes._t, separator, prefix, suffix, shown, options["threshold"],
                                 options["edgeitems"], options["linewidth"])

    def __repr__(self):
        extra = f"dtype='{self._kind.str}')" if self._kind.kind == "U" else "dtype=object)"
        text = "array(" + self._printed(", ", 6, 1) + ","
        if self.size > _print_options["threshold"]:
            extra = f"shape={self.shape}, " + extra
        last = len(text) - (text.rfind("\n") + 1)
        return text + ("\n      " if last + len(extra) + 1 > _print_options["linewidth"] else " ") + extra

    def __str__(self):
        return str(self.item()) if self.ndim == 0 else self._printed(" ", 0, 0)

    def __bool__(self):
        if self.size != 1:
            return ndarray.__bool__(self)
        return bool(self.item())

    def astype(self, dtype, order="K", casting="unsafe", subok=True, copy=True):
        kind = _dtypes.dtype(dtype)
        values = self._listed()
        if kind.kind in "UO":
            return make(values, kind, self.shape)
        read = {"f": float, "i": int, "u": int, "b": bool, "c": complex}[kind.kind]
        from numpy._array import array
        return array([read(value) for value in values], kind).reshape(self.shape)

    # Operators

    def _compared(self, other, test):
        """Whether each pair of values passes a test."""
        if self._kind.kind == "U" and not isinstance(other, (str, list, tuple, _Labels)):
            raise _f._UFuncTypeError("The comparison of arrays of text and numbers is not supported by nbrun")
        if isinstance(other, str) or not isinstance(other, (ndarray, list, tuple)):
            passed = [test(value, other) for value in self._pool.values]
            return _of(torch.tensor(passed, dtype=torch.bool)[self._codes._t])
        other = make(other) if not isinstance(other, ndarray) else other
        shape = _f.broadcast_shapes(self.shape, other.shape)
        left = _f.broadcast_to(self._codes, shape).ravel().tolist()
        right = broadcast(other, shape)
        made = [test(self._pool.values[place], value) for place, value in zip(left, right)]
        return _of(torch.tensor(made, dtype=torch.bool).reshape(shape))

    def __eq__(self, other):
        return self._compared(other, lambda a, b: bool(a == b))

    def __ne__(self, other):
        return self._compared(other, lambda a, b: bool(a != b))

    def __lt__(self, other):
        return self._compared(other, lambda a, b: bool(a < b))

    def __le__(self, other):
        return self._compared(other, lambda a, b: bool(a <= b))

    def __gt__(self, other):
        return self._compared(other, lambda a, b: bool(a > b))

    def __ge__(self, other):
        return self._compared(other, lambda a, b: bool(a >= b))

    __hash__ = None

    def _combined(self, name, a, b, operate):
        if self._kind.kind == "U":
            kinds = ", ".join(repr(part.dtype if isinstance(part, ndarray) else asarray(part).dtype) for part in (a, b))
            if name != "add" or not all(isinstance(part, (str, _Labels)) for part in (a, b)):
                raise _f._UFuncTypeError(f"ufunc '{name}' did not contain a loop with signature matching types "
                                         f"({kinds}) -> None")
        shape = _f.broadcast_shapes(*[getattr(part, "shape", ()) for part in (a, b)])
        left, right = (broadcast(part, shape) for part in (a, b))
        return make([operate(x, y) for x, y in zip(left, right)], None if self._kind.kind == "U" else self._kind, shape)

    def __add__(self, other):
        return self._combined("add", self, other, lambda a, b: a + b)

    def __radd__(self, other):
        return self._combined("add", other, self, lambda a, b: a + b)

    def __sub__(self, other):
        return self._combined("subtract", self, other, lambda a, b: a - b)

    def __mul__(self, other):
        return self._combined("multiply", self, other, lambda a, b: a * b)

    def __rmul__(self, other):
        return self._combined("multiply", other, self, lambda a, b: a * b)

    def __truediv__(self, other):
        return self._combined("divide", self, other, lambda a, b: a / b)

    # Order

    def _ranked(self):
        """The elements as their ranks, and for each rank a value's number."""
        ranks = self._pool.ranks()
        places = {}
        for place, rank in enumerate(ranks):
            places.setdefault(rank, place)
        table = torch.tensor(ranks, dtype=torch.int64)
        return _of(table[self._codes._t]), torch.tensor([places[rank] for rank in range(len(places))], dtype=torch.int64)

    def sorted(self, axis=-1):
        ranks, places = self._ranked()
        return self._with(_of(places[_f.sort(ranks, axis)._t]))

    def sort(self, axis=-1, kind=None, order=None, *, stable=None):
        self._codes[...] = self.sorted(axis)._codes

    def argsort(self, axis=-1, kind=None, order=None, *, stable=None):
        return _f.argsort(self._ranked()[0], axis)

    def unique(self, *wanted):
        ranks, places = self._ranked()
        found = _f.unique(ranks, *wanted)
        parts = found if isinstance(found, tuple) else (found,)
        parts = (self._with(_of(places[parts[0]._t])),) + parts[1:]
        return parts if isinstance(found, tuple) else parts[0]

    def max(self, axis=None, out=None, keepdims=False):
        return self._value(self._ranked()[1][int(self._ranked()[0].max())])

    def min(self, axis=None, out=None, keepdims=False):
        return self._value(self._ranked()[1][int(self._ranked()[0].min())])

    def sum(self, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True):
        if self._kind.kind == "U" or axis is not None:
            _refuse("the sum", self._kind)
        values = self._listed()
        made = values[0]
        for value in values[1:]:
            made = made + value
        return made

    def __reduce__(self):
        return (make, (self.tolist(), self._kind))


def _structural(name):
    def method(self, *args, **kwargs):
        return self._with(getattr(self._codes, name)(*args, **kwargs))
    method.__name__ = name
    return method


for _name in ("reshape", "ravel", "flatten", "transpose", "swapaxes", "squeeze", "repeat", "diagonal", "copy", "__copy__"):
    setattr(_Labels, _name, _structural(_name))
for _name in ("T", "mT"):
    setattr(_Labels, _name, property(lambda self, name=_name: self._with(getattr(self._codes, name))))
_Labels.take = lambda self, indices, axis=None, out=None, mode="raise": self._with(_f.take(self._codes, indices, axis))
_Labels.__deepcopy__ = lambda self, memo: self.copy()
_Labels.__name__ = _Labels.__qualname__ = "ndarray"
_Labels.__module__ = "numpy"


def broadcast(value, shape):
    """The values of an array or of one value in a shape, as a list."""
    if isinstance(value, _Labels):
        values = value._pool.values
        return [values[place] for place in _f.broadcast_to(value._codes, shape).ravel().tolist()]
    if isinstance(value, ndarray):
        return _f.broadcast_to(value, shape).ravel().tolist()
    count = 1
    for size in shape:
        count *= size
    return [value] * count


def _code_array(labels, pool):
    """The elements of an array as numbers of another pool."""
    if labels._pool is pool:
        return labels._codes
    table = torch.tensor([pool.place(value) for value in labels._pool.values] or [0], dtype=torch.int64)
    return _of(table[labels._codes._t])


def _flat(data, depth, into):
    if depth == 0:
        into.append(data)
        return
    for element in data:
        _flat(element, depth - 1, into)


_WIDTHS = {bool: 5, int: 21, float: 32, complex: 64}


def make(data, kind=None, shape=None):
    """An array of text, or of Python objects if the kind says so or some element is neither text nor a number."""
    if isinstance(data, _Labels) and kind in (None, data._kind):
        return data
    if isinstance(data, ndarray):
        if kind is not None and kind.kind == "U" and kind.itemsize == 0 and data.dtype.kind in "biufc":
            # As wide as any number of the type.
            kind = _dtypes.text_dtype(5 if data.dtype.kind == "b" else _WIDTHS[complex] if data.dtype.kind == "c"
                                      else _WIDTHS[float] if data.dtype.kind == "f"
                                      else {1: 4, 2: 6, 4: 11, 8: 21}[data.dtype.itemsize] - (data.dtype.kind == "u"))
        shape, data = data.shape, data.ravel().tolist()
    elif shape is None:
        shape = _shape_of(data, kind is not None and kind.kind == "O")
        flat = []
        _flat(data, len(shape), flat)
        data = flat
    data = [value.item() if isinstance(value, _dtypes.generic) and not isinstance(value, str) else value
            for value in data]
    if kind is None:
        plain = all(isinstance(value, (str, bool, int, float, complex)) for value in data)
        width = max([len(value) if isinstance(value, str) else _WIDTHS[type(value)] for value in data] or [1]) \
            if plain else 0
        kind = _dtypes.text_dtype(max(width, 1)) if plain else _dtypes.object_dtype()
    if kind.kind == "U":
        data = [value if type(value) is str else str(value) for value in data]
        if kind.itemsize == 0:
            kind = _dtypes.text_dtype(max([len(value) for value in data] + [1]))
        width = kind.itemsize // 4
        data = [value if len(value) <= width else value[:width] for value in data]
    pool = _Pool()
    codes = torch.tensor([pool.place(value) for value in data], dtype=torch.int64).reshape(shape)
    return _Labels(_of(codes), pool, kind)


def _common(kinds):
    if any(kind.kind == "O" for kind in kinds):
        return _dtypes.object_dtype()
    widths = {"U": lambda kind: kind.itemsize // 4, "b": lambda kind: 5, "i": lambda kind: 21, "u": lambda kind: 21,
              "f": lambda kind: 32, "c": lambda kind: 64}
    return _dtypes.text_dtype(max(widths[kind.kind](kind) for kind in kinds))


def joined(function, arrays, *args):
    """What a function that moves elements makes of arrays of which some hold text or objects."""
    arrays = [a if isinstance(a, ndarray) else make(a) for a in arrays]
    kind = _common([a.dtype for a in arrays])
    pool = _Pool()
    codes = [_code_array(a if isinstance(a, _Labels) else make(a, kind), pool) for a in arrays]
    return _Labels(function(codes, *args), pool, kind)
