"""Columns and indexes."""
import math
import operator

import numpy as np
from pandas._text import is_missing, series_text


def plain(values):
    """Python's own values of a sequence, and the name of their common type."""
    if isinstance(values, Series):
        return list(values._values), values._dtype
    if hasattr(values, "detach") and hasattr(values, "numpy"):
        values = values.numpy()
    if isinstance(values, np.ndarray):
        if values.ndim != 1:
            raise ValueError("Data must be 1-dimensional, got ndarray of shape " f"{values.shape} instead")
        return values.tolist(), str(values.dtype)
    values = [v.item() if isinstance(v, np.generic) else v for v in values]
    return values, None


def typed(values, dtype=None):
    """Values of one type, which is found from them if none is named."""
    if dtype is None:
        present = [v for v in values if not is_missing(v)]
        if present and all(isinstance(v, bool) for v in present) and len(present) == len(values):
            dtype = "bool"
        elif any(isinstance(v, bool) for v in present):
            dtype = "object"
        elif present and all(isinstance(v, int) for v in present) and len(present) == len(values):
            dtype = "int64"
        elif all(isinstance(v, (int, float)) for v in present) and (present or any(v is not None for v in values)):
            dtype = "float64"
        elif present and all(isinstance(v, str) for v in present):
            dtype = "str"
        else:
            dtype = "object"
    if dtype.startswith("float"):
        values = [math.nan if v is None else float(v) for v in values]
        if dtype != "float64":
            values = np.array(values, dtype=dtype).tolist()
    elif dtype.startswith(("int", "uint")):
        values = [int(v) for v in values]
    elif dtype == "bool":
        values = [bool(v) for v in values]
    elif dtype == "str":
        values = [math.nan if is_missing(v) else str(v) for v in values]
    return values, dtype


def scalar(value, dtype):
    return value if dtype in ("str", "object") else getattr(np, "bool_" if dtype == "bool" else dtype)(value)


def type_name(dtype):
    names = {float: "float64", int: "int64", bool: "bool", str: "str", object: "object"}
    return names.get(dtype) or str(np.dtype(dtype))


class Index:
    """The labels of rows or columns."""

    def __init__(self, data, name=None):
        self._is_range = isinstance(data, range)
        self._range = data if self._is_range else None
        self._labels = list(data)
        self.name = name
        self._places = None

    def place(self, label):
        if self._places is None:
            self._places = {}
            for i, one in enumerate(self._labels):
                self._places.setdefault(one, i)
        if label not in self._places:
            raise KeyError(label)
        return self._places[label]

    def taken(self, places):
        places = list(places)
        if self._is_range and places and all(b - a == 1 for a, b in zip(places, places[1:])):
            return Index(self._range[places[0]:places[-1] + 1])
        return Index([self._labels[i] for i in places])

    def __iter__(self):
        return iter(self._labels)

    def __len__(self):
        return len(self._labels)

    def __contains__(self, label):
        return label in self._labels

    def __getitem__(self, key):
        return Index(self._labels[key]) if isinstance(key, slice) else self._labels[key]

    def __eq__(self, other):
        return np.array([a == b for a, b in zip(self._labels, other)])

    def tolist(self):
        return list(self._labels)

    to_list = tolist

    @property
    def dtype(self):
        return typed(self._labels)[1]

    @property
    def values(self):
        return np.array(self._labels)

    def __repr__(self):
        if self._is_range:
            r = self._range
            return f"RangeIndex(start={r.start}, stop={r.stop}, step={r.step})"
        return f"Index([{', '.join(repr(v) for v in self._labels)}], dtype='{self.dtype}')"


def made_index(index, count):
    if index is None:
        return Index(range(count))
    if not isinstance(index, Index):
        index = Index(index)
    if len(index) != count:
        raise ValueError(f"Length of values ({count}) does not match length of index ({len(index)})")
    return index


def mask_places(mask, count):
    """The places where a mask holds, `None` if the key is no mask."""
    if isinstance(mask, Series):
        mask, dtype = mask._values, mask._dtype
    elif isinstance(mask, np.ndarray):
        mask, dtype = mask.tolist(), str(mask.dtype)
    elif isinstance(mask, list) and mask and all(isinstance(v, bool) for v in mask):
        dtype = "bool"
    else:
        return None
    if dtype != "bool":
        return None
    if len(mask) != count:
        raise ValueError(f"Item wrong length {len(mask)} instead of {count}.")
    return [i for i, holds in enumerate(mask) if holds]


def label_places(index, key):
    """The places of a label, a list or slice of labels, or a mask; an int for one label."""
    found = mask_places(key, len(index))
    if found is not None:
        return found
    if isinstance(key, slice):
        start = 0 if key.start is None else index.place(key.start)
        stop = len(index) if key.stop is None else (
            min(key.stop + 1, len(index)) if index._is_range and isinstance(key.stop, int) else index.place(key.stop) + 1)
        return list(range(start, stop))[::key.step]
    if isinstance(key, (list, Index, Series, np.ndarray)):
        return [index.place(label) for label in (key._values if isinstance(key, Series) else key)]
    return index.place(key)


def number_places(count, key):
    """The places that positions name; an int for one position."""
    found = mask_places(key, count)
    if found is not None:
        return found
    if isinstance(key, slice):
        return list(range(count))[key]
    if isinstance(key, (list, np.ndarray)):
        return [range(count)[int(i)] for i in key]
    if not -count <= key < count:
        raise IndexError("single positional indexer is out-of-bounds")
    return range(count)[key]


class _Rows:
    def __init__(self, series, by_label):
        self._series, self._by_label = series, by_label

    def _places(self, key):
        s = self._series
        return label_places(s._index, key) if self._by_label else number_places(len(s), key)

    def __getitem__(self, key):
        places = self._places(key)
        return self._series._at(places) if isinstance(places, int) else self._series._taken(places)

    def __setitem__(self, key, value):
        places = self._places(key)
        self._series._put([places] if isinstance(places, int) else places, value)


class Series:
    """One column with its index."""

    def __init__(self, data=None, index=None, dtype=None, name=None):
        if isinstance(data, dict):
            index = list(data) if index is None else index
            data = [data.get(label, math.nan) for label in index]
        elif data is None:
            data = []
        elif isinstance(data, (int, float, str)):
            data = [data] * (1 if index is None else len(index))
        if isinstance(data, Series):
            index = data._index if index is None else index
            name = data.name if name is None else name
        values, known = plain(data)
        self._values, self._dtype = typed(values, type_name(dtype) if dtype is not None else known)
        self._index, self.name = made_index(index, len(values)), name

    @classmethod
    def _made(cls, values, dtype, index, name):
        self = cls.__new__(cls)
        self._values, self._dtype, self._index, self.name = values, dtype, index, name
        return self

    def _at(self, place):
        return scalar(self._values[place], self._dtype)

    def _taken(self, places):
        return Series._made([self._values[i] for i in places], self._dtype, self._index.taken(places), self.name)

    def _put(self, places, value):
        values = plain(value)[0] if isinstance(value, (list, tuple, np.ndarray, Series)) else [value] * len(places)
        for place, one in zip(places, values):
            self._values[place] = one.item() if isinstance(one, np.generic) else one
        kept = self._dtype if self._dtype.startswith("float") or self._dtype == "object" else None
        self._values[:], self._dtype = typed(self._values, kept)

    @property
    def iloc(self):
        return _Rows(self, False)

    @property
    def loc(self):
        return _Rows(self, True)

    @property
    def index(self):
        return self._index

    @property
    def values(self):
        return np.array(self._values, dtype=None if self._dtype in ("str", "object") else self._dtype)

    def to_numpy(self, dtype=None):
        return self.values if dtype is None else self.values.astype(dtype)

    def __array__(self, dtype=None, copy=None):
        return self.to_numpy(dtype)

    @property
    def dtype(self):
        return self._dtype if self._dtype in ("str", "object") else np.dtype(self._dtype)

    @property
    def shape(self):
        return (len(self._values),)

    @property
    def size(self):
        return len(self._values)

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def tolist(self):
        return list(self._values)

    to_list = tolist

    def items(self):
        return zip(self._index, self._values)

    def to_dict(self):
        return dict(self.items())

    def __contains__(self, label):
        return label in self._index

    def __getitem__(self, key):
        if isinstance(key, slice) and all(v is None or isinstance(v, int) for v in (key.start, key.stop)):
            return self.iloc[key]
        return self.loc[key]

    def __setitem__(self, key, value):
        self.loc[key] = value

    def head(self, n=5):
        return self._taken(range(len(self))[:n])

    def tail(self, n=5):
        return self._taken(range(len(self))[-n:] if n else [])

    def __repr__(self):
        return series_text(self)

    def _with(self, values, dtype=None):
        return Series._made(*typed(values, dtype), self._index, self.name)

    def astype(self, dtype):
        return self._with(self._values, type_name(dtype))

    def copy(self, deep=True):
        return self._with(self._values, self._dtype)

    def map(self, arg):
        return self._with([arg.get(v, math.nan) if isinstance(arg, dict) else arg(v) for v in self._values])

    def apply(self, func):
        return self.map(func)

    def isna(self):
        return self._with([is_missing(v) for v in self._values], "bool")

    isnull = isna

    def fillna(self, value):
        kept = self._dtype if self._dtype.startswith("float") else None
        return self._with([value if is_missing(v) else v for v in self._values], kept)

    def dropna(self):
        return self._taken([i for i, v in enumerate(self._values) if not is_missing(v)])

    def unique(self):
        return np.array(list(dict.fromkeys(self._values)))

    def nunique(self):
        return len({v for v in self._values if not is_missing(v)})

    def _present(self):
        return [v for v in self._values if not is_missing(v)]

    def _numbers(self, what):
        if self._dtype in ("str", "object"):
            raise TypeError(f"Cannot perform reduction '{what}' with string dtype")
        return np.array(self._present(), dtype="float64" if self._dtype == "bool" else self._dtype)

    def count(self):
        return np.int64(len(self._present()))

    def sum(self):
        found = self._numbers("sum")
        return np.int64(found.sum()) if self._dtype == "bool" else found.sum()

    def mean(self):
        return self._numbers("mean").mean() if self._present() else np.float64("nan")

    def median(self):
        return self.quantile(0.5)

    def var(self, ddof=1):
        found = self._numbers("var")
        return found.var(ddof=ddof) if len(found) > ddof else np.float64("nan")

    def std(self, ddof=1):
        found = self._numbers("std")
        return found.std(ddof=ddof) if len(found) > ddof else np.float64("nan")

    def min(self):
        return scalar(min(self._present()), self._dtype) if self._present() else math.nan

    def max(self):
        return scalar(max(self._present()), self._dtype) if self._present() else math.nan

    def quantile(self, q=0.5):
        found = sorted(float(v) for v in self._numbers("quantile"))
        if not found:
            return np.float64("nan")
        place = q * (len(found) - 1)
        low = int(place)
        high = min(low + 1, len(found) - 1)
        return np.float64(found[low] + (found[high] - found[low]) * (place - low))

    def describe(self):
        if self._dtype in ("str", "object", "bool"):
            raise NotImplementedError("nbrun's describe tells of numbers only")
        values = [float(self.count()), self.mean(), self.std(), self.min(), *(self.quantile(q) for q in (0.25, 0.5, 0.75)),
                  self.max()]
        return Series._made([float(v) for v in values], "float64",
                            Index(["count", "mean", "std", "min", "25%", "50%", "75%", "max"]), self.name)

    def _combined(self, other, function, is_reversed=False):
        if isinstance(other, Series):
            if list(other._index) != list(self._index):
                raise NotImplementedError("nbrun computes with columns of the same index only")
            theirs, name = other.values, self.name if other.name == self.name else None
        else:
            theirs, name = other, self.name
        if self._dtype in ("str", "object") or isinstance(other, str):
            rest = other._values if isinstance(other, Series) else [other] * len(self)
            made = typed([function(b, a) if is_reversed else function(a, b) for a, b in zip(self._values, rest)])
        else:
            found = function(theirs, self.values) if is_reversed else function(self.values, theirs)
            made = found.tolist(), str(found.dtype)
        return Series._made(*made, self._index, name)

    def __neg__(self):
        return self._combined(-1, operator.mul)

    def __invert__(self):
        return self._with([not v for v in self._values], "bool")

    def __bool__(self):
        raise ValueError("The truth value of a Series is ambiguous. Use a.empty, a.item(), a.any() or a.all().")

    def any(self):
        return np.bool_(any(self._present()))

    def all(self):
        return np.bool_(all(self._present()))

    def __getattr__(self, name):
        raise AttributeError(f"'Series' object has no attribute '{name}', or nbrun does not support it")


def _operation(name):
    function = getattr(operator, name)

    def forward(self, other):
        return self._combined(other, function)

    def backward(self, other):
        return self._combined(other, function, True)
    return forward, backward


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "and_", "or_", "xor"):
    _forward, _backward = _operation(_name)
    setattr(Series, f"__{_name.rstrip('_')}__", _forward)
    setattr(Series, f"__r{_name.rstrip('_')}__", _backward)
for _name in ("lt", "le", "gt", "ge", "eq", "ne"):
    setattr(Series, f"__{_name}__", _operation(_name)[0])
