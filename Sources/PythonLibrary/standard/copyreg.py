"""How objects are taken apart for copies and pickles."""

__all__ = ["pickle", "constructor", "add_extension", "remove_extension", "clear_extension_cache"]

dispatch_table = {complex: lambda number: (complex, (number.real, number.imag))}

_refused = {
    "code": "cannot pickle code objects",
    "memoryview": "cannot pickle memoryview objects",
}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Lets a function take objects of a type apart."""
    if not callable(pickle_function):
        raise TypeError("reduction functions must be callable")
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    if not callable(object):
        raise TypeError("constructors must be callable")


def _extension(*_):
    raise NotImplementedError("extension codes of pickle are not supported by nbrun")


add_extension = remove_extension = clear_extension_cache = _extension


def __newobj__(cls, *args):
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    if base is object:
        return object.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(made, state)
    return made


def _getstate(x):
    """What `object.__getstate__` gives: the attributes, and the values of slots in a dictionary of their own."""
    state = x.__dict__ if hasattr(x, "__dict__") else None
    slots = {}
    for name in _slotnames(type(x)):
        try:
            slots[name] = getattr(x, name)
        except AttributeError:
            pass
    if state is not None:
        state = {name: value for name, value in state.items() if name not in slots} if slots else state
    return (state or None, slots) if slots else state or None


def _slotnames(cls):
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if name in ("__dict__", "__weakref__"):
                continue
            if name.startswith("__") and not name.endswith("__"):
                owner = base.__name__.lstrip("_")
                name = f"_{owner}{name}" if owner else name
            names.append(name)
    return names


_values = (int, float, complex, str, bytes, tuple)


def _base_value(x):
    """The type of the standard library that an object extends, and its value as such; neither for others."""
    for base in _values:
        if isinstance(x, base):
            return base, str.__str__(x) if base is str else base(x)
    return None, None


def _reduce(x, protocol, is_native):
    """How `object.__reduce_ex__` takes an object apart; `is_native` tells that more than attributes are in it."""
    cls = type(x)
    getstate = getattr(cls, "__getstate__", None)
    plain = getstate is None or getstate is object.__getstate__
    if isinstance(x, (set, frozenset)):
        return cls, (list(x),), x.__getstate__()
    if isinstance(x, bytearray):
        return cls, (bytes(x),) if x else (), x.__getstate__()
    if isinstance(x, BaseException):
        state = getattr(x, "__dict__", None)
        return (cls, x.args, state) if state else (cls, x.args)
    if cls is range:
        return range, (x.start, x.stop, x.step)
    if cls is slice:
        return slice, (x.start, x.stop, x.step)
    if x is Ellipsis or x is NotImplemented:
        return repr(x)
    bound = getattr(x, "__self__", None)
    if bound is not None and hasattr(x, "__func__"):
        return getattr, (bound, x.__func__.__name__)
    base, value = _base_value(x)
    if base is None and is_native and not isinstance(x, (list, dict)):
        raise TypeError(_refused.get(cls.__name__, f"cannot pickle '{_full_name(cls)}' object"))
    if protocol < 2:
        if base is None:
            base, value = next(((kind, kind(x)) for kind in (list, dict) if isinstance(x, kind)), (object, None))
        if base is cls:
            raise TypeError(f"cannot pickle '{cls.__name__}' object")
        if plain and getattr(cls, "__slots__", None):
            raise TypeError(f"a class that defines __slots__ without defining __getstate__ cannot be pickled with "
                            f"protocol {protocol}")
        state = x.__getstate__()
        made = (cls, base, value)
        return (_reconstructor, made, state) if state else (_reconstructor, made)
    function, arguments = __newobj__, (cls,)
    if hasattr(cls, "__getnewargs_ex__"):
        given = x.__getnewargs_ex__()
        if not isinstance(given, tuple):
            raise TypeError(f"__getnewargs_ex__ should return a tuple, not '{type(given).__name__}'")
        if len(given) != 2:
            raise ValueError(f"__getnewargs_ex__ should return a tuple of length 2, not {len(given)}")
        if given[1]:
            function, arguments = __newobj_ex__, (cls, *given)
        else:
            arguments = (cls, *given[0])
    elif hasattr(cls, "__getnewargs__"):
        given = x.__getnewargs__()
        if not isinstance(given, tuple):
            raise TypeError(f"__getnewargs__ should return a tuple, not '{type(given).__name__}'")
        arguments = (cls, *given)
    elif base is not None:
        arguments = (cls, value)
    return (function, arguments, x.__getstate__(), iter(x) if isinstance(x, list) else None,
            iter(x.items()) if isinstance(x, dict) else None)


def _full_name(cls):
    return cls.__name__ if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__name__}"
