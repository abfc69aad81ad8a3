"""Copies of objects: of themselves alone, or of all that they hold."""

__all__ = ["Error", "copy", "deepcopy"]


class Error(Exception):
    pass


error = Error

_unchanging = (
    type(None), type(Ellipsis), type(NotImplemented), int, float, bool, complex, str, bytes, type, range, property,
    type(len), type(lambda: None), slice,
)


def copy(x):
    """A copy of an object, which holds the same values."""
    kind = type(x)
    if kind in _unchanging or kind in (tuple, frozenset) or isinstance(x, type):
        return x
    method = getattr(kind, "__copy__", None)
    if method is not None:
        return method(x)
    if kind in (list, dict, set, bytearray):
        return x.copy()
    return _rebuilt(x, None)


def deepcopy(x, memo=None, _nil=[]):
    """A copy of an object and of all that it holds."""
    if memo is None:
        memo = {}
    found = memo.get(id(x), _nil)
    if found is not _nil:
        return found
    kind = type(x)
    if kind in _unchanging or isinstance(x, type):
        return x
    method = getattr(x, "__deepcopy__", None)
    if method is not None:
        made = method(memo)
    elif kind is list:
        made = []
        memo[id(x)] = made
        for value in x:
            made.append(deepcopy(value, memo))
    elif kind is tuple:
        made = _deep_tuple(x, memo)
    elif kind is dict:
        made = {}
        memo[id(x)] = made
        for key, value in x.items():
            made[deepcopy(key, memo)] = deepcopy(value, memo)
    elif kind is set:
        made = {deepcopy(value, memo) for value in x}
    elif kind is frozenset:
        made = frozenset([deepcopy(value, memo) for value in x])
    elif kind is bytearray:
        made = bytearray(x)
    elif hasattr(x, "__self__") and hasattr(x, "__func__"):
        made = type(x)(x.__func__, deepcopy(x.__self__, memo))
    else:
        made = _rebuilt(x, memo)
    if made is not x:
        memo[id(x)] = made
        # The original lives as long as the memo, so that its identity is not given to another.
        memo.setdefault(id(memo), []).append(x)
    return made


def _deep_tuple(x, memo):
    values = [deepcopy(value, memo) for value in x]
    if id(x) in memo:
        return memo[id(x)]
    return x if all(new is old for new, old in zip(values, x)) else tuple(values)


def _rebuilt(x, memo):
    """A copy made through `__reduce_ex__`-like parts: the native base's value, the attributes, the items."""
    kind = type(x)

    def part(value):
        return value if memo is None else deepcopy(value, memo)

    for name in ("__reduce_ex__", "__reduce__"):
        method = getattr(kind, name, None)
        if method is not None and method is not getattr(object, name, None):
            return _from_reduction(x, method(x, 4) if name == "__reduce_ex__" else method(x), memo)
    arguments = getattr(kind, "__getnewargs__", None)
    if arguments is not None and any("__getnewargs__" in base.__dict__ for base in kind.__mro__[:-1]
                                     if base not in (int, str, float, tuple, bytes, complex)):
        made = kind.__new__(kind, *part(arguments(x)))
    elif isinstance(x, tuple):
        made = tuple.__new__(kind, part(tuple(x)))
    elif isinstance(x, (int, float, str, bytes, complex, frozenset)):
        base = next(base for base in (int, float, str, bytes, complex, frozenset) if isinstance(x, base))
        made = base.__new__(kind, base(x) if base is not str else str.__str__(x))
    elif isinstance(x, BaseException):
        made = kind.__new__(kind, *part(x.args))
        made.args = part(x.args)
    else:
        made = kind.__new__(kind)
    if memo is not None:
        memo[id(x)] = made
    state_of = getattr(kind, "__getstate__", None)
    if state_of is not None and state_of is not getattr(object, "__getstate__", None):
        state = state_of(x)
    else:
        state = dict(x.__dict__) if hasattr(x, "__dict__") else None
        slots = {}
        for base in kind.__mro__:
            names = base.__dict__.get("__slots__", ())
            for name in (names,) if isinstance(names, str) else names:
                if name not in ("__dict__", "__weakref__") and hasattr(x, name):
                    slots[name] = getattr(x, name)
        if slots:
            state = (state, slots)
    _set_state(made, part(state) if state else state)
    if isinstance(x, list):
        list.extend(made, [part(value) for value in list.__iter__(x)])
    elif isinstance(x, dict):
        for key, value in dict.items(x):
            dict.__setitem__(made, part(key), part(value))
    elif isinstance(x, set):
        set.update(made, [part(value) for value in set.__iter__(x)])
    return made


def _from_reduction(x, reduced, memo):
    if isinstance(reduced, str):
        return x

    def part(value):
        return value if memo is None else deepcopy(value, memo)

    function, arguments, *rest = reduced
    state, items, pairs = (list(rest) + [None, None, None])[:3]
    made = function(*[part(value) for value in arguments])
    if memo is not None:
        memo[id(x)] = made
    if state is not None:
        _set_state(made, part(state))
    for value in items or ():
        made.append(part(value))
    for key, value in pairs or ():
        made[part(key)] = part(value)
    return made


def _set_state(made, state):
    if not state:
        return
    method = getattr(made, "__setstate__", None)
    if method is not None:
        method(state)
        return
    slots = None
    if isinstance(state, tuple) and len(state) == 2:
        state, slots = state
    if state:
        made.__dict__.update(state)
    for name, value in (slots or {}).items():
        setattr(made, name, value)

