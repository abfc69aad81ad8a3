"""Tables."""
import math

import numpy as np
from pandas._series import Index, Series, label_places, made_index, mask_places, number_places, plain, typed
from pandas._text import frame_text


class _Cells:
    """`frame.loc` and `frame.iloc`."""

    def __init__(self, frame, by_label):
        self._frame, self._by_label = frame, by_label

    def _places(self, key):
        frame = self._frame
        rows, columns = key if isinstance(key, tuple) else (key, slice(None))
        names = list(frame._columns)
        if self._by_label:
            return label_places(frame._index, rows), label_places(Index(names), columns)
        return number_places(len(frame), rows), number_places(len(names), columns)

    def __getitem__(self, key):
        frame, (rows, columns) = self._frame, self._places(key)
        names = list(frame._columns)
        if isinstance(columns, int):
            column = frame[names[columns]]
            return column._at(rows) if isinstance(rows, int) else column._taken(rows)
        chosen = frame[[names[i] for i in columns]]
        if isinstance(rows, int):
            return chosen._row(rows)
        return chosen._taken(rows)

    def __setitem__(self, key, value):
        frame = self._frame
        if self._by_label and isinstance(key, tuple) and isinstance(key[1], str) and key[1] not in frame._columns:
            frame[key[1]] = math.nan
        rows, columns = self._places(key)
        names = list(frame._columns)
        rows = [rows] if isinstance(rows, int) else rows
        places = [columns] if isinstance(columns, int) else columns
        if not isinstance(columns, int) and not isinstance(value, (int, float, str)):
            raise NotImplementedError("nbrun puts a number or text into several columns at once, or a list into one")
        for i in places:
            column = frame[names[i]]
            column._put(rows, value)
            frame._columns[names[i]] = (column._values, column._dtype)


class DataFrame:
    """Columns of one index."""

    def __init__(self, data=None, index=None, columns=None, dtype=None):
        found, index = self._read({} if data is None else data, index, columns)
        lengths = {len(values) for values, _ in found.values()}
        if len(lengths) > 1:
            raise ValueError("All arrays must be of the same length")
        count = lengths.pop() if lengths else 0 if index is None else len(index)
        object.__setattr__(self, "_index", made_index(index, count))
        object.__setattr__(self, "_columns", {name: typed(values, Series([], dtype=dtype)._dtype if dtype is not None
                                                          else known) for name, (values, known) in found.items()})

    @staticmethod
    def _read(data, index, columns):
        """Columns by name, and the index."""
        if isinstance(data, DataFrame):
            return dict(data._columns), data._index if index is None else index
        if isinstance(data, Series):
            name = (columns or [0 if data.name is None else data.name])[0]
            return {name: (list(data._values), data._dtype)}, data._index if index is None else index
        if isinstance(data, dict):
            found, count = {}, None
            for name, values in data.items():
                if isinstance(values, Series):
                    index = values._index if index is None else index
                elif isinstance(values, dict):
                    index = list(values) if index is None else index
                    values = [values.get(label, math.nan) for label in index]
                if not isinstance(values, (int, float, str)) and values is not None:
                    found[name] = plain(values)
                    count = len(found[name][0])
                else:
                    found[name] = values
            if count is None and index is not None:
                count = len(index)
            if count is None and found:
                raise ValueError("If using all scalar values, you must pass an index")
            found = {n: v if isinstance(v, tuple) else ([v] * count, None) for n, v in found.items()}
            if columns is not None:
                found = {n: found.get(n, ([math.nan] * (count or 0), "object")) for n in columns}
            return found, index
        if hasattr(data, "detach"):
            data = data.numpy()
        if isinstance(data, np.ndarray):
            if data.ndim == 1:
                data = data.reshape(-1, 1)
            if data.ndim != 2:
                raise ValueError(f"Must pass 2-d input. shape={data.shape}")
            names = list(range(data.shape[1])) if columns is None else list(columns)
            if len(names) != data.shape[1]:
                raise ValueError(f"Shape of passed values is {data.shape}, indices imply {(data.shape[0], len(names))}")
            return {name: plain(data[:, i]) for i, name in enumerate(names)}, index
        rows = list(data)
        if rows and isinstance(rows[0], dict):
            names = list(dict.fromkeys(name for row in rows for name in row)) if columns is None else list(columns)
            return {name: ([row.get(name, math.nan) for row in rows], None) for name in names}, index
        if rows and isinstance(rows[0], Series):
            index = [row.name for row in rows] if index is None else index
            columns = list(rows[0]._index) if columns is None else columns
        rows = [list(row) if isinstance(row, (list, tuple, np.ndarray, Series)) else [row] for row in rows]
        width = max(map(len, rows), default=0)
        names = list(range(width)) if columns is None else list(columns)
        if rows and len(names) != width:
            raise ValueError(f"{len(names)} columns passed, passed data had {width} columns")
        return {name: plain([row[i] if i < len(row) else None for row in rows]) for i, name in enumerate(names)}, index

    @classmethod
    def _made(cls, columns, index):
        self = cls.__new__(cls)
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_columns", columns)
        return self

    def _taken(self, places):
        places = list(places)
        return DataFrame._made({name: ([values[i] for i in places], dtype)
                                for name, (values, dtype) in self._columns.items()}, self._index.taken(places))

    def _row(self, place):
        values = [values[place] for values, _ in self._columns.values()]
        kinds = {dtype for _, dtype in self._columns.values()}
        dtype = kinds.pop() if len(kinds) == 1 else "float64" if all(
            k.startswith(("int", "float")) for k in kinds) else "object"
        return Series._made(*typed(values, dtype), Index(self._columns), self._index[place])

    def __getitem__(self, key):
        found = mask_places(key, len(self))
        if found is not None:
            return self._taken(found)
        if isinstance(key, slice):
            return self.iloc[key]
        if isinstance(key, (list, Index)):
            missing = [name for name in key if name not in self._columns]
            if missing:
                raise KeyError(f"{missing} not in index")
            return DataFrame._made({name: self._columns[name] for name in key}, self._index)
        if key not in self._columns:
            raise KeyError(key)
        values, dtype = self._columns[key]
        return Series._made(values, dtype, self._index, key)

    def __setitem__(self, key, value):
        if not isinstance(key, (str, int)):
            raise NotImplementedError("nbrun sets one column at a time")
        if isinstance(value, (int, float, str, bool)) or value is None:
            made = typed([value] * len(self))
        else:
            made = typed(*plain(value))
        if not self._columns and not len(self._index):
            object.__setattr__(self, "_index", Index(range(len(made[0]))))
        if len(made[0]) != len(self):
            raise ValueError(f"Length of values ({len(made[0])}) does not match length of index ({len(self)})")
        self._columns[key] = made

    def __getattr__(self, name):
        if not name.startswith("_") and name in self._columns:
            return self[name]
        raise AttributeError(f"'DataFrame' object has no attribute '{name}', or nbrun does not support it")

    def __setattr__(self, name, value):
        if name == "columns":
            names = list(value)
            if len(names) != len(self._columns):
                raise ValueError(f"Length mismatch: Expected axis has {len(self._columns)} elements, new values have "
                                 f"{len(names)} elements")
            name, value = "_columns", dict(zip(names, self._columns.values()))
        elif name == "index":
            name, value = "_index", made_index(value, len(self))
        elif name in self._columns:
            self[name] = value
            return
        object.__setattr__(self, name, value)

    @property
    def iloc(self):
        return _Cells(self, False)

    @property
    def loc(self):
        return _Cells(self, True)

    @property
    def index(self):
        return self._index

    @property
    def columns(self):
        names = list(self._columns)
        return Index(range(len(names))) if names == list(range(len(names))) and names else Index(names)

    @property
    def shape(self):
        return len(self._index), len(self._columns)

    @property
    def dtypes(self):
        return Series._made([dtype for _, dtype in self._columns.values()], "object", Index(self._columns), None)

    @property
    def values(self):
        kinds = {dtype for _, dtype in self._columns.values()}
        columns = [values for values, _ in self._columns.values()]
        if kinds & {"str", "object"} or "bool" in kinds and len(kinds) > 1:
            raise NotImplementedError("nbrun has no arrays of objects: choose the columns of numbers first")
        if not columns:
            return np.zeros((len(self), 0))
        return np.stack([np.array(values, dtype=dtype) for values, dtype in self._columns.values()], axis=1)

    def to_numpy(self, dtype=None):
        return self.values if dtype is None else self.values.astype(dtype)

    def __array__(self, dtype=None, copy=None):
        return self.to_numpy(dtype)

    def __len__(self):
        return len(self._index)

    def __iter__(self):
        return iter(list(self._columns))

    def __contains__(self, name):
        return name in self._columns

    def keys(self):
        return self.columns

    def items(self):
        return ((name, self[name]) for name in list(self._columns))

    def iterrows(self):
        return ((self._index[i], self._row(i)) for i in range(len(self)))

    def head(self, n=5):
        return self._taken(range(len(self))[:n])

    def tail(self, n=5):
        return self._taken(range(len(self))[-n:] if n else [])

    def copy(self, deep=True):
        return self._taken(range(len(self)))

    def astype(self, dtype):
        if isinstance(dtype, dict):
            made = {name: self[name].astype(dtype[name]) if name in dtype else self[name] for name in self._columns}
        else:
            made = {name: self[name].astype(dtype) for name in self._columns}
        return DataFrame._made({name: (list(s._values), s._dtype) for name, s in made.items()}, self._index)

    def drop(self, labels=None, *, columns=None, axis=0):
        if columns is None and axis not in (1, "columns"):
            places = [labels] if not isinstance(labels, (list, tuple)) else labels
            gone = {self._index.place(label) for label in places}
            return self._taken([i for i in range(len(self)) if i not in gone])
        columns = labels if columns is None else columns
        columns = [columns] if isinstance(columns, str) else list(columns)
        missing = [name for name in columns if name not in self._columns]
        if missing:
            raise KeyError(f"{missing} not found in axis")
        return DataFrame._made({n: c for n, c in self._columns.items() if n not in columns}, self._index)

    def sort_values(self, by, ascending=True):
        values = self[by]._values
        return self._taken(sorted(range(len(self)), key=values.__getitem__, reverse=not ascending))

    def isna(self):
        return DataFrame._made({name: (column.isna()._values, "bool") for name, column in self.items()}, self._index)

    isnull = isna

    def fillna(self, value):
        filled = {name: column.fillna(value) for name, column in self.items()}
        return DataFrame._made({name: (s._values, s._dtype) for name, s in filled.items()}, self._index)

    def dropna(self):
        marks = [column.isna()._values for _, column in self.items()]
        return self._taken([i for i in range(len(self)) if not any(mark[i] for mark in marks)])

    def to_dict(self, orient="dict"):
        if orient == "list":
            return {name: list(values) for name, (values, _) in self._columns.items()}
        if orient == "records":
            return [{name: values[i] for name, (values, _) in self._columns.items()} for i in range(len(self))]
        if orient != "dict":
            raise NotImplementedError(f"nbrun's to_dict knows 'dict', 'list' and 'records', not {orient!r}")
        return {name: dict(zip(self._index, values)) for name, (values, _) in self._columns.items()}

    def _numeric(self):
        return [(name, self[name]) for name, (_, dtype) in self._columns.items() if dtype not in ("str", "object", "bool")]

    def describe(self):
        columns = self._numeric()
        if not columns:
            raise NotImplementedError("nbrun's describe tells of numbers only")
        found = {name: column.describe() for name, column in columns}
        return DataFrame._made({n: (s._values, "float64") for n, s in found.items()}, next(iter(found.values()))._index)

    def _reduced(self, name, numeric_only):
        columns = self._numeric() if numeric_only else list(self.items())
        values = [getattr(column, name)() for _, column in columns]
        return Series([v.item() if isinstance(v, np.generic) else v for v in values], index=[n for n, _ in columns])

    def __repr__(self):
        return frame_text(self)


def _reduction(name):
    def reduce(self, numeric_only=False):
        return self._reduced(name, numeric_only)
    return reduce


for _name in ("sum", "mean", "median", "std", "var", "min", "max", "count"):
    setattr(DataFrame, _name, _reduction(_name))
