"""References that do not keep their objects, and collections of such."""

from _weakref import ref

__all__ = [
    "ref", "proxy", "WeakKeyDictionary", "ReferenceType", "ProxyType", "ProxyTypes", "WeakValueDictionary", "WeakSet",
    "WeakMethod", "ReferenceError",
]

ReferenceType = ref
ReferenceError = ReferenceError


def __getattr__(name):
    if name in ("finalize", "getweakrefcount", "getweakrefs"):
        raise NotImplementedError(f"weakref.{name} is not supported by nbrun")
    raise AttributeError(f"module 'weakref' has no attribute '{name}'")


def _no_longer():
    raise ReferenceError("weakly-referenced object no longer exists")


def _target(proxy):
    found = object.__getattribute__(proxy, "_ref")()
    if found is None:
        _no_longer()
    return found


class ProxyType:
    """Stands for an object that it does not keep."""

    _is_written_in_c = True

    __slots__ = ("_ref",)
    __hash__ = None

    def __init__(self, referent):
        object.__setattr__(self, "_ref", ref(referent))

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __repr__(self):
        found = object.__getattribute__(self, "_ref")()
        return f"<weakproxy at {hex(id(self))} to {type(found).__name__} at {hex(id(found))}>"

    def __str__(self):
        return str(_target(self))

    def __bool__(self):
        return bool(_target(self))

    def __len__(self):
        return len(_target(self))

    def __iter__(self):
        return iter(_target(self))

    def __contains__(self, value):
        return value in _target(self)

    def __getitem__(self, key):
        return _target(self)[key]

    def __setitem__(self, key, value):
        _target(self)[key] = value

    def __delitem__(self, key):
        del _target(self)[key]

    def __call__(self, *args, **kwargs):
        return _target(self)(*args, **kwargs)

    def __eq__(self, other):
        return _target(self) == _plain(other)

    def __ne__(self, other):
        return _target(self) != _plain(other)

    def __lt__(self, other):
        return _target(self) < _plain(other)

    def __le__(self, other):
        return _target(self) <= _plain(other)

    def __gt__(self, other):
        return _target(self) > _plain(other)

    def __ge__(self, other):
        return _target(self) >= _plain(other)

    def __add__(self, other):
        return _target(self) + _plain(other)

    def __radd__(self, other):
        return other + _target(self)

    def __sub__(self, other):
        return _target(self) - _plain(other)

    def __mul__(self, other):
        return _target(self) * _plain(other)

    def __rmul__(self, other):
        return other * _target(self)


def _plain(value):
    return _target(value) if type(value) is ProxyType else value


CallableProxyType = ProxyType
ProxyTypes = (ProxyType, CallableProxyType)


def proxy(object, callback=None, /):
    """What stands for an object without keeping it."""
    if callback is not None:
        raise NotImplementedError("callbacks of weak references are not supported by nbrun")
    return ProxyType(object)


class WeakMethod:
    """A reference to a method that keeps neither it nor its object."""

    def __init__(self, meth, callback=None):
        if callback is not None:
            raise NotImplementedError("callbacks of weak references are not supported by nbrun")
        try:
            owner, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        self._owner, self._function = ref(owner), ref(function)

    def __call__(self):
        owner, function = self._owner(), self._function()
        return None if owner is None or function is None else function.__get__(owner)

    def __eq__(self, other):
        if isinstance(other, WeakMethod):
            if self() is None or other() is None:
                return self is other
            return self._owner == other._owner and self._function == other._function
        return NotImplemented

    def __hash__(self):
        return hash((self._owner, self._function))


class _WeakDictionary:
    """What both kinds of dictionaries do: entries whose object is gone count no more."""

    def __init__(self, other=(), /, **kwargs):
        self.data = {}
        self.update(other, **kwargs)

    def __repr__(self):
        return f"<{self.__class__.__name__} at {id(self):#x}>"

    def __len__(self):
        return len(list(self.items()))

    def __bool__(self):
        return len(self) > 0

    def __iter__(self):
        return self.keys()

    def keys(self):
        for key, _ in self.items():
            yield key

    def values(self):
        for _, value in self.items():
            yield value

    def __contains__(self, key):
        try:
            self[key]
        except (KeyError, TypeError):
            return False
        return True

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
            return default

    def update(self, other=(), /, **kwargs):
        pairs = other.items() if hasattr(other, "items") else other
        for key, value in list(pairs) + list(kwargs.items()):
            self[key] = value

    def pop(self, key, *default):
        try:
            value = self[key]
        except KeyError:
            if default:
                return default[0]
            raise
        del self[key]
        return value

    def popitem(self):
        pairs = list(self.items())
        if not pairs:
            raise KeyError("dictionary is empty")
        del self[pairs[-1][0]]
        return pairs[-1]

    def clear(self):
        self.data.clear()

    def copy(self):
        return type(self)(self)

    __copy__ = copy

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items()) if hasattr(other, "items") else NotImplemented

    __hash__ = None

    def __or__(self, other):
        made = self.copy()
        made.update(other)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


class WeakValueDictionary(_WeakDictionary):
    """A dictionary that does not keep its values."""

    def __setitem__(self, key, value):
        self.data[key] = ref(value)

    def __getitem__(self, key):
        found = self.data[key]()
        if found is None:
            del self.data[key]
            raise KeyError(key)
        return found

    def __delitem__(self, key):
        del self.data[key]

    def items(self):
        for key, reference in list(self.data.items()):
            value = reference()
            if value is not None:
                yield key, value
            elif self.data.get(key) is reference:
                del self.data[key]

    def valuerefs(self):
        return list(self.data.values())

    itervaluerefs = valuerefs


class WeakKeyDictionary(_WeakDictionary):
    """A dictionary that does not keep its keys."""

    def __setitem__(self, key, value):
        self.data[ref(key)] = value

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __delitem__(self, key):
        del self.data[ref(key)]

    def items(self):
        self._clean()
        for reference, value in list(self.data.items()):
            key = reference()
            if key is not None:
                yield key, value

    def _clean(self):
        # References to what is gone may be found only by themselves, so the table is made anew.
        if any(reference() is None for reference in self.data):
            self.data = {reference: value for reference, value in self.data.items() if reference() is not None}

    def keyrefs(self):
        return list(self.data)


class WeakSet:
    """A set that does not keep its elements."""

    def __init__(self, data=None):
        self.data = set()
        if data is not None:
            self.update(data)

    def __iter__(self):
        for reference in list(self.data):
            item = reference()
            if item is not None:
                yield item

    def __len__(self):
        return len(list(iter(self)))

    def __contains__(self, item):
        try:
            return ref(item) in self.data
        except TypeError:
            return False

    def __repr__(self):
        self.data = {reference for reference in self.data if reference() is not None}
        return repr(self.data)

    def add(self, item):
        self.data.add(ref(item))

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def pop(self):
        while self.data:
            item = self.data.pop()()
            if item is not None:
                return item
        raise KeyError("pop from empty WeakSet")

    def remove(self, item):
        self.data.remove(ref(item))

    def discard(self, item):
        self.data.discard(ref(item))

    def update(self, other):
        for item in other:
            self.add(item)

    def union(self, other):
        made = self.copy()
        made.update(other)
        return made

    __or__ = union

    def difference(self, other):
        return self.__class__(item for item in self if item not in other)

    __sub__ = difference

    def intersection(self, other):
        return self.__class__(item for item in self if item in other)

    __and__ = intersection

    def issubset(self, other):
        return all(item in other for item in self)

    __le__ = issubset

    def issuperset(self, other):
        return all(item in self for item in other)

    __ge__ = issuperset

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    def __eq__(self, other):
        return set(self) == set(other) if isinstance(other, WeakSet) else NotImplemented

    __hash__ = None
