"""Classes that hold data: their methods follow from their annotations."""

import copy
import sys
from types import GenericAlias, MappingProxyType

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
    "astuple", "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _Factory:
    def __repr__(self):
        return "<factory>"


class _MISSING_TYPE:
    pass


class _KeywordOnly:
    pass


_HAS_DEFAULT_FACTORY = _Factory()
MISSING = _MISSING_TYPE()
KW_ONLY = _KeywordOnly()
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"


class InitVar:
    """Marks a parameter of `__init__` that is no field."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    __slots__ = ("name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
                 "_field_type")

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = MappingProxyType({} if metadata is None else metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        shown = ",".join(
            f"{name}={getattr(self, name)!r}"
            for name in ("name", "type", "default", "default_factory", "init", "repr", "hash", "compare", "metadata",
                         "kw_only", "_field_type"))
        return f"Field({shown})"


class _FieldKind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FieldKind("_FIELD")
_FIELD_CLASSVAR = _FieldKind("_FIELD_CLASSVAR")
_FIELD_INITVAR = _FieldKind("_FIELD_INITVAR")


class _DataclassParams:
    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (
            f"_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},"
            f"unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})")


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None,
          kw_only=MISSING):
    """Says more about a field than its annotation and default do."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _kind_of(annotation):
    if annotation is KW_ONLY:
        return KW_ONLY
    if isinstance(annotation, str):
        text = annotation.strip()
        for name, kind in (("ClassVar", _FIELD_CLASSVAR), ("InitVar", _FIELD_INITVAR)):
            if text.split("[")[0].split(".")[-1] == name:
                return kind
        return KW_ONLY if text.split(".")[-1] == "KW_ONLY" else _FIELD
    if annotation is InitVar or isinstance(annotation, InitVar):
        return _FIELD_INITVAR
    typing = sys.modules.get("typing")
    if typing is not None and (
            annotation is typing.ClassVar or getattr(annotation, "__origin__", None) is typing.ClassVar):
        return _FIELD_CLASSVAR
    return _FIELD


def _made_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if type(default).__name__ == "member_descriptor":
        default = MISSING
    made = default if isinstance(default, Field) else field(default=default)
    made.name = name
    made.type = annotation
    made._field_type = _kind_of(annotation)
    if made._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR):
        if made.default_factory is not MISSING:
            raise TypeError(f"field {name} cannot have a default factory")
    if made._field_type is _FIELD_CLASSVAR:
        if made.kw_only is not MISSING:
            raise TypeError(f"field {name} is a ClassVar but specifies kw_only")
    elif made.kw_only is MISSING:
        made.kw_only = kw_only
    if made._field_type is _FIELD and (
            made.default.__class__ in (list, dict, set) or made.default.__class__.__hash__ is None):
        raise ValueError(
            f"mutable default {type(made.default)} for field {name} is not allowed: use default_factory")
    return made


def _listed(names):
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return " and ".join(names)
    return ", ".join(names[:-1]) + ", and " + names[-1]


def _make_init(cls, fields, frozen):
    """`__init__`, with the errors of a function that has these parameters."""
    wanted = [one for one in fields if one.init]
    positional = [one for one in wanted if not one.kw_only]
    keyword_only = [one for one in wanted if one.kw_only]
    names = {one.name: one for one in wanted}
    title = f"{cls.__qualname__}.__init__"
    seen_default = None
    for one in positional:
        if one.default is not MISSING or one.default_factory is not MISSING:
            seen_default = one
        elif seen_default is not None:
            raise TypeError(f"non-default argument {one.name!r} follows default argument")
    required = [one.name for one in positional if one.default is MISSING and one.default_factory is MISSING]
    required_keywords = [one.name for one in keyword_only if one.default is MISSING and one.default_factory is MISSING]
    init_variables = [one.name for one in fields if one._field_type is _FIELD_INITVAR]
    has_post_init = hasattr(cls, "__post_init__")
    set_attribute = object.__setattr__

    def __init__(self, /, *args, **kwargs):
        if len(args) > len(positional):
            least, most = len(required) + 1, len(positional) + 1
            amount = str(most) if least == most else f"from {least} to {most}"
            given = len(args) + 1
            extra = sum(1 for name in kwargs if name in names and names[name].kw_only)
            tail = f"{given} were given" if not extra else (
                f"{given} positional argument{'s' if given != 1 else ''} (and {extra} keyword-only "
                f"argument{'s' if extra != 1 else ''}) were given")
            raise TypeError(f"{title}() takes {amount} positional argument{'s' if most != 1 else ''} but {tail}")
        values = {one.name: value for one, value in zip(positional, args)}
        for name, value in kwargs.items():
            if name not in names:
                raise TypeError(f"{title}() got an unexpected keyword argument {name!r}")
            if name in values:
                raise TypeError(f"{title}() got multiple values for argument {name!r}")
            values[name] = value
        missing = [repr(name) for name in required if name not in values]
        if missing:
            raise TypeError(
                f"{title}() missing {len(missing)} required positional argument{'s' if len(missing) > 1 else ''}: "
                + _listed(missing))
        missing = [repr(name) for name in required_keywords if name not in values]
        if missing:
            raise TypeError(
                f"{title}() missing {len(missing)} required keyword-only argument{'s' if len(missing) > 1 else ''}: "
                + _listed(missing))
        passed_on = {}
        for one in fields:
            name = one.name
            if name in values:
                value = values[name]
            elif one.default_factory is not MISSING:
                value = one.default_factory()
            elif one.init and one.default is not MISSING or one._field_type is _FIELD_INITVAR:
                value = one.default
            else:
                continue
            if one._field_type is _FIELD_INITVAR:
                passed_on[name] = value
            elif frozen:
                set_attribute(self, name, value)
            else:
                setattr(self, name, value)
        if has_post_init:
            self.__post_init__(*[passed_on[name] for name in init_variables])

    __init__.__annotations__ = {one.name: one.type for one in wanted}
    __init__.__annotations__["return"] = None
    return __init__


_being_shown = set()


def _make_repr(fields):
    names = [one.name for one in fields if one.repr]

    def plain(self):
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    # By this name `pprint` knows a `repr` that the class did not write itself.
    plain.__name__, plain.__qualname__ = "__repr__", "__create_fn__.<locals>.__repr__"

    def __repr__(self):
        if id(self) in _being_shown:
            return "..."
        _being_shown.add(id(self))
        try:
            return plain(self)
        finally:
            _being_shown.discard(id(self))

    __repr__.__wrapped__ = plain
    return __repr__


def _values(fields):
    names = [one.name for one in fields]
    return lambda self: tuple([getattr(self, name) for name in names])


def _make_comparison(name, fields):
    values = _values(fields)

    def compare(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        if name == "__eq__":
            return values(self) == values(other)
        if name == "__lt__":
            return values(self) < values(other)
        if name == "__le__":
            return values(self) <= values(other)
        if name == "__gt__":
            return values(self) > values(other)
        return values(self) >= values(other)
    return compare


def _named(cls, name, function):
    function.__name__ = name
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    return function


def _freeze(cls, fields):
    names = frozenset(one.name for one in fields)

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    for name, function in (("__setattr__", __setattr__), ("__delattr__", __delattr__)):
        if name in cls.__dict__:
            raise TypeError(f"Cannot overwrite attribute {name} in class {cls.__name__}")
        setattr(cls, name, _named(cls, name, function))


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    found = {}
    any_frozen_base = False
    has_dataclass_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = base.__dict__.get(_FIELDS)
        if base_fields is not None:
            has_dataclass_bases = True
            found.update(base_fields)
            if getattr(base, _PARAMS).frozen:
                any_frozen_base = True
    own = {}
    keywords_from_here = False
    for name, annotation in cls.__dict__.get("__annotations__", {}).items():
        if _kind_of(annotation) is KW_ONLY:
            if keywords_from_here:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            keywords_from_here = True
            kw_only = True
            continue
        own[name] = _made_field(cls, name, annotation, kw_only)
    for name, one in own.items():
        found[name] = one
        if isinstance(cls.__dict__.get(name), Field):
            if one.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, one.default)
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, Field) and name not in own:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen_base and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, found)
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    has_own_hash = "__hash__" in cls.__dict__ and not (
        cls.__dict__["__hash__"] is None and "__eq__" in cls.__dict__)
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    real = [one for one in found.values() if one._field_type is _FIELD]
    all_init = [one for one in found.values() if one._field_type in (_FIELD, _FIELD_INITVAR)]
    if init:
        cls.__init__ = _named(cls, "__init__", _make_init(cls, all_init, frozen))
    if repr and "__repr__" not in cls.__dict__:
        cls.__repr__ = _named(cls, "__repr__", _make_repr(real))
    compared = [one for one in real if one.compare]
    defines_eq = "__eq__" in cls.__dict__
    if eq and not defines_eq:
        cls.__eq__ = _named(cls, "__eq__", _make_comparison("__eq__", compared))
    if order:
        for name in ("__lt__", "__le__", "__gt__", "__ge__"):
            if name in cls.__dict__:
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using functools.total_ordering")
            setattr(cls, name, _named(cls, name, _make_comparison(name, compared)))
    if frozen:
        _freeze(cls, real)
    if unsafe_hash and has_own_hash:
        raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
    if unsafe_hash or eq and frozen and not has_own_hash:
        hashed = _values([one for one in real if (one.compare if one.hash is None else one.hash)])
        cls.__hash__ = _named(cls, "__hash__", lambda self: hash(hashed(self)))
    elif eq and not has_own_hash and not (defines_eq and not frozen and "__hash__" in cls.__dict__):
        cls.__hash__ = None
    if match_args and "__match_args__" not in cls.__dict__:
        cls.__match_args__ = tuple([one.name for one in all_init if one.init and not one.kw_only])
    if not cls.__dict__.get("__doc__"):
        shown = []
        for one in all_init:
            if one.init:
                if one.kw_only and "*" not in shown:
                    shown.append("*")
                kind = one.type.__name__ if isinstance(one.type, type) else str(one.type)
                default = "" if one.default is MISSING and one.default_factory is MISSING else (
                    f" = {one.default!r}" if one.default is not MISSING else " = <factory>")
                shown.append(f"{one.name}: {kind}{default}")
        cls.__doc__ = f"{cls.__name__}({', '.join(shown)})"
    return _with_slots(cls, real) if slots else cls


def _with_slots(cls, fields):
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    namespace = dict(cls.__dict__)
    inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    namespace["__slots__"] = tuple([one.name for one in fields if one.name not in inherited])
    for one in fields:
        namespace.pop(one.name, None)
    namespace.pop("__dict__", None)
    namespace.pop("__weakref__", None)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    return made


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """A decorator that adds `__init__`, `__repr__`, `__eq__` and more to a class with annotated fields."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass or of an instance of one."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([one for one in found.values() if one._field_type is _FIELD])


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    cls = obj if isinstance(obj, type) and not isinstance(obj, GenericAlias) else type(obj)
    return hasattr(cls, _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, those of nested dataclasses too."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _as(obj, lambda pairs: dict_factory(pairs))


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple, those of nested dataclasses too."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _as(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _as(obj, make):
    if _is_instance(obj):
        return make([(one.name, _as(getattr(obj, one.name), make)) for one in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[_as(value, make) for value in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_as(value, make) for value in obj])
    if isinstance(obj, dict):
        pairs = [(_as(key, make), _as(value, make)) for key, value in obj.items()]
        if hasattr(type(obj), "default_factory") or hasattr(obj, "default_factory"):
            return type(obj)(obj.default_factory, pairs)
        return type(obj)(pairs)
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    body = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, body[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    body["__annotations__"] = annotations
    made = type(cls_name, tuple(bases), body)
    made.__module__ = "types"
    return dataclass(made, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots)


def replace(obj, /, **changes):
    """A new object with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for one in getattr(obj, _FIELDS).values():
        if one._field_type is _FIELD_CLASSVAR:
            continue
        if not one.init:
            if one.name in changes:
                raise ValueError(f"field {one.name} is declared with init=False, it cannot be specified with replace()")
            continue
        if one.name not in changes:
            if one._field_type is _FIELD_INITVAR and one.default is MISSING:
                raise ValueError(f"InitVar {one.name!r} must be specified with replace()")
            changes[one.name] = getattr(obj, one.name)
    return obj.__class__(**changes)
