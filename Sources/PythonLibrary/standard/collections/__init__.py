"""Containers beside dict, list, set and tuple."""

__all__ = [
    "ChainMap", "Counter", "OrderedDict", "UserDict", "UserList", "UserString", "defaultdict", "deque", "namedtuple",
]

import collections.abc as _abc
import sys as _sys

_missing = object()


def _in_cycle(value):
    """Whether the repr of a container is being made already, so that it holds itself."""
    return id(value) in _being_shown


_being_shown = set()


class OrderedDict(dict):
    """A dict whose equality and reordering methods look at the order of its keys."""

    _is_written_in_c = True

    def __reduce__(self):
        return self.__class__, (), vars(self) or None, None, iter(self.items())

    def move_to_end(self, key, last=True):
        value = dict.__getitem__(self, key)
        if last:
            dict.__delitem__(self, key)
            dict.__setitem__(self, key, value)
        else:
            others = [item for item in dict.items(self) if item[0] != key]
            dict.clear(self)
            dict.__setitem__(self, key, value)
            dict.update(self, others)

    def popitem(self, last=True):
        if not self:
            raise KeyError("dictionary is empty")
        key = next(reversed(self) if last else iter(self))
        value = dict.__getitem__(self, key)
        del self[key]
        return key, value

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return dict.__eq__(self, other) and list(self) == list(other)
        return dict.__eq__(self, other)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        if not self:
            return f"{type(self).__name__}()"
        if _in_cycle(self):
            return "..."
        _being_shown.add(id(self))
        try:
            return f"{type(self).__name__}({list(self.items())!r})"
        finally:
            _being_shown.discard(id(self))

    def copy(self):
        return self.__class__(self)

    @classmethod
    def fromkeys(cls, keys, value=None):
        made = cls()
        for key in keys:
            made[key] = value
        return made

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self)
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


class defaultdict(dict):
    """A dict that makes the value of a missing key by calling `default_factory`."""

    _is_written_in_c = True

    def __init__(self, default_factory=None, /, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError("first argument must be callable or None")
        super().__init__(*args, **kwargs)
        self.default_factory = default_factory

    def __reduce__(self):
        arguments = () if self.default_factory is None else (self.default_factory,)
        return self.__class__, arguments, None, None, iter(self.items())

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def __repr__(self):
        if _in_cycle(self):
            return f"{type(self).__name__}({self.default_factory!r}, ...)"
        _being_shown.add(id(self))
        try:
            return f"{type(self).__name__}({self.default_factory!r}, {dict.__repr__(self)})"
        finally:
            _being_shown.discard(id(self))

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = type(self)(self.default_factory, other)
        made.update(self)
        return made


class Counter(dict):
    """A dict from elements to how often they occur."""

    def __init__(self, iterable=None, /, **kwargs):
        super().__init__()
        self.update(iterable, **kwargs)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __missing__(self, key):
        return 0

    def total(self):
        return sum(self.values())

    def most_common(self, n=None):
        ranked = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return ranked if n is None else ranked[:max(n, 0)]

    def elements(self):
        for element, count in self.items():
            for _ in range(count):
                yield element

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")

    def update(self, iterable=None, /, **kwargs):
        if iterable is not None:
            if isinstance(iterable, _abc.Mapping):
                for element, count in iterable.items():
                    self[element] = count + self.get(element, 0)
            else:
                for element in iterable:
                    self[element] = self.get(element, 0) + 1
        if kwargs:
            self.update(kwargs)

    def subtract(self, iterable=None, /, **kwargs):
        if iterable is not None:
            if isinstance(iterable, _abc.Mapping):
                for element, count in iterable.items():
                    self[element] = self.get(element, 0) - count
            else:
                for element in iterable:
                    self[element] = self.get(element, 0) - 1
        if kwargs:
            self.subtract(kwargs)

    def copy(self):
        return self.__class__(self)

    def __delitem__(self, key):
        if key in self:
            super().__delitem__(key)

    def __repr__(self):
        if not self:
            return f"{self.__class__.__name__}()"
        try:
            shown = dict(self.most_common())
        except TypeError:
            shown = dict(self)
        return f"{self.__class__.__name__}({shown!r})"

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] == other[element] for counter in (self, other) for element in counter)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] <= other[element] for counter in (self, other) for element in counter)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[element] >= other[element] for counter in (self, other) for element in counter)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    def _combined(self, other, combine):
        made = Counter()
        for counter in (self, other):
            for element in counter:
                if element not in made:
                    count = combine(self[element], other[element])
                    if count > 0:
                        made[element] = count
        return made

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, max)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._combined(other, min)

    def __pos__(self):
        return self._combined(Counter(), lambda a, b: a)

    def __neg__(self):
        return self._combined(Counter(), lambda a, b: -a)

    def _replace(self, other):
        self.clear()
        dict.update(self, other)
        return self

    def __iadd__(self, other):
        for element, count in other.items():
            self[element] += count
        return self._replace(+self)

    def __isub__(self, other):
        for element, count in other.items():
            self[element] -= count
        return self._replace(+self)

    def __ior__(self, other):
        return self._replace(self | other)

    def __iand__(self, other):
        return self._replace(self & other)


class deque:
    """A sequence that grows and shrinks at both ends in constant time."""

    _is_written_in_c = True

    _virtual_bases = ("collections.abc.Sequence", "collections.abc.MutableSequence")

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not isinstance(maxlen, int):
                raise TypeError("an integer is required")
            if maxlen < 0:
                raise ValueError("maxlen must be non-negative")
        self._maxlen = maxlen
        # Two stacks: the items of `_front` in reverse order, then those of `_back`.
        self._front = []
        self._back = []
        self._changes = 0
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def __len__(self):
        return len(self._front) + len(self._back)

    def append(self, value):
        self._changes += 1
        self._back.append(value)
        if self._maxlen is not None and len(self) > self._maxlen:
            self.popleft()

    def appendleft(self, value):
        self._changes += 1
        self._front.append(value)
        if self._maxlen is not None and len(self) > self._maxlen:
            self.pop()

    def extend(self, values):
        if values is self:
            values = list(self)
        for value in values:
            self.append(value)

    def extendleft(self, values):
        if values is self:
            values = list(self)
        for value in values:
            self.appendleft(value)

    def pop(self):
        if not self._back:
            if not self._front:
                raise IndexError("pop from an empty deque")
            half = (len(self._front) + 1) // 2
            self._back = self._front[:half][::-1]
            self._front = self._front[half:]
        self._changes += 1
        return self._back.pop()

    def popleft(self):
        if not self._front:
            if not self._back:
                raise IndexError("pop from an empty deque")
            half = (len(self._back) + 1) // 2
            self._front = self._back[:half][::-1]
            self._back = self._back[half:]
        self._changes += 1
        return self._front.pop()

    def clear(self):
        self._changes += 1
        self._front = []
        self._back = []

    def rotate(self, n=1):
        length = len(self)
        if length < 2:
            return
        for _ in range(n % length):
            self.appendleft(self.pop()) if self._maxlen is None else self._front.append(self.pop())

    def reverse(self):
        self._changes += 1
        self._front, self._back = self._back, self._front

    def copy(self):
        return type(self)(self, self._maxlen)

    __copy__ = copy

    def __reduce__(self):
        state = {name: value for name, value in vars(self).items()
                 if name not in ("_maxlen", "_front", "_back", "_changes")}
        return self.__class__, () if self._maxlen is None else ((), self._maxlen), state or None, iter(self)

    def __deepcopy__(self, memo):
        from copy import deepcopy
        made = type(self)((), self._maxlen)
        memo[id(self)] = made
        for value in self:
            made.append(deepcopy(value, memo))
        return made

    def __iter__(self):
        changes = self._changes
        for value in reversed(self._front):
            yield value
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
        index = 0
        while index < len(self._back):
            yield self._back[index]
            if self._changes != changes:
                raise RuntimeError("deque mutated during iteration")
            index += 1

    def __reversed__(self):
        return iter(list(self)[::-1])

    def _place(self, index):
        length = len(self)
        if not isinstance(index, int):
            index = index.__index__()
        if index < 0:
            index += length
        if not 0 <= index < length:
            raise IndexError("deque index out of range")
        front = len(self._front)
        return (self._front, front - 1 - index) if index < front else (self._back, index - front)

    def __getitem__(self, index):
        if isinstance(index, slice):
            raise TypeError("sequence index must be integer, not 'slice'")
        items, place = self._place(index)
        return items[place]

    def __setitem__(self, index, value):
        items, place = self._place(index)
        items[place] = value

    def __delitem__(self, index):
        self._changes += 1
        items, place = self._place(index)
        del items[place]

    def insert(self, index, value):
        if self._maxlen is not None and len(self) >= self._maxlen:
            raise IndexError("deque already at its maximum size")
        items = list(self)
        items.insert(index, value)
        self.clear()
        self._back = items

    def remove(self, value):
        for index, item in enumerate(self):
            if item is value or item == value:
                break
        else:
            raise ValueError(f"{value!r} is not in deque")
        del self[index]

    def index(self, value, start=0, stop=None):
        items = list(self)
        start, stop, _ = slice(start, stop).indices(len(items))
        for index in range(start, stop):
            if items[index] is value or items[index] == value:
                return index
        raise ValueError(f"{value!r} is not in deque")

    def count(self, value):
        return sum(1 for item in self if item is value or item == value)

    def __contains__(self, value):
        return any(item is value or item == value for item in self)

    def __bool__(self):
        return bool(self._front or self._back)

    def __repr__(self):
        if _in_cycle(self):
            return "[...]"
        _being_shown.add(id(self))
        try:
            limit = "" if self._maxlen is None else f", maxlen={self._maxlen}"
            return f"{type(self).__name__}({list(self)!r}{limit})"
        finally:
            _being_shown.discard(id(self))

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, deque) else NotImplemented

    def __ne__(self, other):
        return list(self) != list(other) if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return list(self) < list(other) if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return list(self) <= list(other) if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return list(self) > list(other) if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return list(self) >= list(other) if isinstance(other, deque) else NotImplemented

    __hash__ = None

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(f'can only concatenate deque (not "{type(other).__name__}") to deque')
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, values):
        self.extend(values)
        return self

    def __mul__(self, n):
        return type(self)(list(self) * n, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, n):
        items = list(self) * n
        self.clear()
        self.extend(items)
        return self

    @classmethod
    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


def _listed(names):
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) == 2 else (
        ", ".join(names[:-1]) + ", and " + names[-1] if len(names) > 2 else names[0])


def _bound(name, fields, defaults, args, kwargs):
    """The values of the fields in order, or the error that a function with these parameters raises."""
    if len(args) > len(fields):
        least, most = len(fields) - len(defaults) + 1, len(fields) + 1
        amount = f"{most}" if least == most else f"from {least} to {most}"
        raise TypeError(
            f"{name}.__new__() takes {amount} positional argument{'s' if most != 1 else ''} "
            f"but {len(args) + 1} were given")
    values = dict(zip(fields, args))
    for key, value in kwargs.items():
        if key not in fields:
            raise TypeError(f"{name}.__new__() got an unexpected keyword argument {key!r}")
        if key in values:
            raise TypeError(f"{name}.__new__() got multiple values for argument {key!r}")
        values[key] = value
    missing = [repr(field) for field in fields if field not in values and field not in defaults]
    if missing:
        raise TypeError(
            f"{name}.__new__() missing {len(missing)} required positional argument{'s' if len(missing) > 1 else ''}: "
            + _listed(missing))
    return [values[field] if field in values else defaults[field] for field in fields]


_keywords = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from global if "
    "import in is lambda nonlocal not or pass raise return try while with yield".split())


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """A new subclass of tuple with named fields."""
    if isinstance(field_names, str):
        field_names = field_names.replace(",", " ").split()
    fields = [str(name) for name in field_names]
    typename = str(typename)
    if rename:
        seen = set()
        for index, name in enumerate(fields):
            if not name.isidentifier() or name in _keywords or name.startswith("_") or name in seen:
                fields[index] = f"_{index}"
            seen.add(name)
    for name in [typename] + fields:
        if not name.isidentifier():
            raise ValueError(f"Type names and field names must be valid identifiers: {name!r}")
        if name in _keywords:
            raise ValueError(f"Type names and field names cannot be a keyword: {name!r}")
    seen = set()
    for name in fields:
        if name.startswith("_") and not rename:
            raise ValueError(f"Field names cannot start with an underscore: {name!r}")
        if name in seen:
            raise ValueError(f"Encountered duplicate field name: {name!r}")
        seen.add(name)
    fields = tuple(fields)
    defaults = tuple(defaults) if defaults is not None else ()
    if len(defaults) > len(fields):
        raise TypeError("Got more default values than field names")
    field_defaults = dict(zip(fields[len(fields) - len(defaults):], defaults))

    def __new__(_cls, *args, **kwargs):
        if kwargs or len(args) != len(fields):
            args = _bound(typename, fields, field_defaults, args, kwargs)
        return tuple.__new__(_cls, args)

    def _make(cls, iterable):
        made = tuple.__new__(cls, iterable)
        if len(made) != len(fields):
            raise TypeError(f"Expected {len(fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **kwargs):
        made = self._make([kwargs.pop(name, value) for name, value in zip(fields, self)])
        if kwargs:
            raise ValueError(f"Got unexpected field names: {list(kwargs)!r}")
        return made

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in zip(fields, self))
        return f"{self.__class__.__name__}({shown})"

    def _asdict(self):
        return dict(zip(fields, self))

    def __getnewargs__(self):
        return tuple(self)

    namespace = {
        "__doc__": f"{typename}({', '.join(fields)})", "__slots__": (), "_fields": fields,
        "_field_defaults": field_defaults, "__new__": __new__, "_make": classmethod(_make), "_replace": _replace,
        "__repr__": __repr__, "_asdict": _asdict, "__getnewargs__": __getnewargs__, "__match_args__": fields,
    }
    for function in (__new__, _make, _replace, __repr__, _asdict, __getnewargs__):
        function.__qualname__ = f"{typename}.{function.__name__}"
    for index, name in enumerate(fields):
        namespace[name] = property(_reader(index), doc=f"Alias for field number {index}")
    made = type(typename, (tuple,), namespace)
    if module is None:
        module = _calling_module()
    made.__module__ = module
    return made


def _reader(index):
    def read(self):
        return tuple.__getitem__(self, index)
    return read


def _calling_module():
    try:
        return _sys._getframe(2).f_globals.get("__name__", "__main__")
    except (AttributeError, ValueError):
        return "__main__"


class ChainMap(_abc.MutableMapping):
    """Several mappings looked through one after the other; changes go to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        keys = {}
        for mapping in reversed(self.maps):
            keys.update(dict.fromkeys(mapping))
        return iter(keys)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(map(repr, self.maps))})"

    @classmethod
    def fromkeys(cls, iterable, *args):
        return cls(dict.fromkeys(iterable, *args))

    def copy(self):
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def _first(self, operation, key, *rest):
        """What a method of the first mapping does with a key, which that mapping must have."""
        try:
            return getattr(self.maps[0], operation)(key, *rest)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def __delitem__(self, key):
        self._first("__delitem__", key)

    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def pop(self, key, *args):
        return self._first("pop", key, *args)

    def clear(self):
        self.maps[0].clear()


class UserDict(_abc.MutableMapping):
    """A dict to derive from, which keeps its items in `data`."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        # Classes derived from this one see the items in their own `update` and `__setitem__`.
        for given in ([] if dict is None else [dict]) + ([kwargs] if kwargs else []):
            self.update(given)

    def __repr__(self):
        return repr(self.data)

    def __contains__(self, key):
        return key in self.data

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)

    def __delitem__(self, key):
        del self.data[key]

    def __setitem__(self, key, item):
        self.data[key] = item

    def __getitem__(self, key):
        missing = getattr(type(self), "__missing__", None)
        return self.data[key] if missing is None or key in self.data else missing(self, key)

    def copy(self):
        made = self.__class__()
        made.data = self.data.copy()
        return made


class UserList(_abc.MutableSequence):
    """A list to derive from, which keeps its items in `data`."""

    def __init__(self, initlist=None):
        self.data = [] if initlist is None else list(initlist)

    def __repr__(self):
        return repr(self.data)

    def _plain(self, other):
        return other.data if isinstance(other, UserList) else other

    def __eq__(self, other):
        return self.data == self._plain(other)

    def __lt__(self, other):
        return self.data < self._plain(other)

    def __le__(self, other):
        return self.data <= self._plain(other)

    def __gt__(self, other):
        return self.data > self._plain(other)

    def __ge__(self, other):
        return self.data >= self._plain(other)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.__class__(self.data[index]) if isinstance(index, slice) else self.data[index]

    def __setitem__(self, index, item):
        self.data[index] = item

    def __delitem__(self, index):
        del self.data[index]

    def __add__(self, other):
        return self.__class__(self.data + list(self._plain(other)))

    def __radd__(self, other):
        return self.__class__(list(self._plain(other)) + self.data)

    def __iadd__(self, other):
        self.data += list(self._plain(other))
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def insert(self, index, item):
        self.data.insert(index, item)

    def copy(self):
        return self.__class__(self)

    def sort(self, /, *args, **kwargs):
        self.data.sort(*args, **kwargs)


class UserString(_abc.Sequence):
    """A str to derive from, which keeps its text in `data`."""

    def __init__(self, seq):
        self.data = seq.data if isinstance(seq, UserString) else str(seq)

    def __str__(self):
        return self.data

    def __repr__(self):
        return repr(self.data)

    def __hash__(self):
        return hash(self.data)

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserString) else other)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __add__(self, other):
        return self.__class__(self.data + str(other))

    def __radd__(self, other):
        return self.__class__(str(other) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    def __getattr__(self, name):
        if name.startswith("__") or name == "data":
            raise AttributeError(name)
        return getattr(self.data, name)
