"""Names for annotations. They are kept and shown, never checked."""

import collections
import collections.abc
import functools
from abc import ABCMeta
from types import GenericAlias, UnionType


def _shown(value):
    if isinstance(value, GenericAlias):
        return repr(value)
    if isinstance(value, type):
        return value.__qualname__ if value.__module__ == "builtins" else f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, type(_shown)):
        return value.__name__
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return repr(value)


def _as_type(value):
    if value is None:
        return type(None)
    if isinstance(value, str):
        return ForwardRef(value)
    return value


def _parameters(arguments):
    found = []
    for argument in arguments:
        for variable in [argument] if isinstance(argument, (TypeVar, ParamSpec)) else (
                getattr(argument, "__parameters__", ()) if not isinstance(argument, type) else ()):
            if variable not in found:
                found.append(variable)
    return tuple(found)


class _Form:
    """A special form such as `Any`, which has a name and perhaps takes types."""

    def __init__(self, name, get=None):
        self._name = name
        self._get = get

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, item):
        if self._get is None:
            raise TypeError(f"{self!r} is not subscriptable")
        return self._get(self, item)

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, instance):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")


class _Alias:
    """A generic type with its arguments, such as `List[int]`."""

    def __init__(self, origin, arguments, name):
        self.__origin__ = origin
        self.__args__ = arguments
        self.__parameters__ = _parameters(arguments)
        self._name = name

    def __repr__(self):
        if self.__origin__ is Union:
            if len(self.__args__) == 2 and type(None) in self.__args__:
                other = self.__args__[0] if self.__args__[1] is type(None) else self.__args__[1]
                return f"typing.Optional[{_shown(other)}]"
        if self.__origin__ is collections.abc.Callable:
            *arguments, result = self.__args__
            shown = "..." if arguments == [...] else f"[{', '.join(map(_shown, arguments))}]"
            return f"typing.Callable[{shown}, {_shown(result)}]"
        if self.__origin__ is Annotated:
            first, *rest = self.__args__
            return f"typing.Annotated[{', '.join([_shown(first)] + [repr(value) for value in rest])}]"
        if self.__origin__ is Literal:
            return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"
        shown = ", ".join(map(_shown, self.__args__)) or "()"
        return f"{self._name}[{shown}]"

    def __eq__(self, other):
        if isinstance(other, UnionType) and self.__origin__ is Union:
            return set(self.__args__) == set(other.__args__)
        if not isinstance(other, _Alias) or self.__origin__ is not other.__origin__:
            return NotImplemented
        if self.__origin__ in (Union, Literal):
            return set(self.__args__) == set(other.__args__)
        return self.__args__ == other.__args__

    def __hash__(self):
        if self.__origin__ in (Union, Literal):
            return hash(frozenset(self.__args__))
        return hash((self.__origin__, self.__args__))

    def __call__(self, *args, **kwargs):
        if not isinstance(self.__origin__, type):
            raise TypeError(f"Cannot instantiate {self.__origin__!r}")
        made = self.__origin__(*args, **kwargs)
        try:
            made.__orig_class__ = self
        except AttributeError:
            pass
        return made

    def __mro_entries__(self, bases):
        if self.__origin__ is Generic:
            return (Generic,)
        if not isinstance(self.__origin__, type):
            raise TypeError(f"Cannot subclass {self!r}")
        return (self.__origin__,) if Generic in bases or not self.__parameters__ or issubclass(
            self.__origin__, Generic) else (self.__origin__, Generic)

    def __getitem__(self, items):
        items = items if isinstance(items, tuple) else (items,)
        if not self.__parameters__:
            raise TypeError(f"{self!r} is not a generic class")
        values = dict(zip(self.__parameters__, map(_as_type, items)))

        def substituted(argument):
            if isinstance(argument, TypeVar):
                return values.get(argument, argument)
            inner = getattr(argument, "__parameters__", ())
            if inner and not isinstance(argument, type):
                return argument[tuple([values.get(variable, variable) for variable in inner])]
            return argument
        arguments = tuple([substituted(argument) for argument in self.__args__])
        if self.__origin__ is Union:
            return Union[arguments]
        return _Alias(self.__origin__, arguments, self._name)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, instance):
        return self.__subclasscheck__(type(instance))

    def __subclasscheck__(self, cls):
        if self.__origin__ is Union:
            return any(issubclass(cls, argument) for argument in self.__args__)
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)


class _Generic:
    """A generic type without arguments, such as `List`."""

    def __init__(self, origin, name, count=None):
        self.__origin__ = origin
        self._name = name
        self._count = count

    def __repr__(self):
        return f"typing.{self._name}"

    def __getitem__(self, items):
        items = items if isinstance(items, tuple) else (items,)
        if self._count is not None and len(items) != self._count:
            many = "many" if len(items) > self._count else "few"
            raise TypeError(f"Too {many} arguments for {self!r}; actual {len(items)}, expected {self._count}")
        return _Alias(self.__origin__, tuple(map(_as_type, items)), f"typing.{self._name}")

    def __call__(self, *args, **kwargs):
        if self._name in ("DefaultDict", "OrderedDict", "Counter", "ChainMap", "Deque"):
            return self.__origin__(*args, **kwargs)
        raise TypeError(
            f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, cls):
        return issubclass(cls, self.__origin__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return getattr(self.__origin__, name)


class _CallableGeneric(_Generic):
    def __getitem__(self, items):
        if not isinstance(items, tuple) or len(items) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        arguments, result = items
        arguments = (...,) if arguments is ... else tuple(map(_as_type, arguments)) if isinstance(
            arguments, list) else (arguments,)
        return _Alias(self.__origin__, arguments + (_as_type(result),), "typing.Callable")


class _TupleGeneric(_Generic):
    def __getitem__(self, items):
        if items == ():
            return _Alias(tuple, (), "typing.Tuple")
        return super().__getitem__(items)


def _union(form, items):
    if items == ():
        raise TypeError("Cannot take a Union of no types.")
    found = []
    for item in items if isinstance(items, tuple) else (items,):
        item = _as_type(item)
        is_union = isinstance(item, UnionType) or isinstance(item, _Alias) and item.__origin__ is Union
        for part in item.__args__ if is_union else (item,):
            if part not in found:
                found.append(part)
    return found[0] if len(found) == 1 else _Alias(Union, tuple(found), "typing.Union")


def _named(form, items):
    items = items if isinstance(items, tuple) else (items,)
    return _Alias(form, tuple(map(_as_type, items)), repr(form))


def _literal(form, items):
    found = []
    for item in items if isinstance(items, tuple) else (items,):
        for part in item.__args__ if isinstance(item, _Alias) and item.__origin__ is Literal else (item,):
            if not any(part == known and type(part) is type(known) for known in found):
                found.append(part)
    return _Alias(form, tuple(found), "typing.Literal")


def _annotated(form, items):
    if not isinstance(items, tuple) or len(items) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    made = _Alias(form, (_as_type(items[0]),) + items[1:], "typing.Annotated")
    made.__metadata__ = items[1:]
    return made


Any = _Form("Any")
NoReturn = _Form("NoReturn")
Never = _Form("Never")
Self = _Form("Self")
LiteralString = _Form("LiteralString")
TypeAlias = _Form("TypeAlias")
Union = _Form("Union", _union)


def _optional(form, item):
    if isinstance(item, tuple):
        raise TypeError(f"{form!r} requires a single type. Got {item!r}.")
    return Union[item, None]


Optional = _Form("Optional", _optional)
Literal = _Form("Literal", _literal)
ClassVar = _Form("ClassVar", _named)
Final = _Form("Final", _named)
Concatenate = _Form("Concatenate", _named)
TypeGuard = _Form("TypeGuard", _named)
Required = _Form("Required", _named)
NotRequired = _Form("NotRequired", _named)
Unpack = _Form("Unpack", _named)
Annotated = _Form("Annotated", _annotated)


class _Variable:
    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return ("+" if self.__covariant__ else "-" if self.__contravariant__ else "~") + self.__name__


class TypeVar(_Variable):
    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__name__ = name
        self.__constraints__ = constraints
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant


class ParamSpec(_Variable):
    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = covariant
        self.__contravariant__ = contravariant
        self.args = ParamSpecArgs(self)
        self.kwargs = ParamSpecKwargs(self)


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs(ParamSpecArgs):
    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class TypeVarTuple:
    def __init__(self, name):
        self.__name__ = name

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__


class ForwardRef:
    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        self.__forward_arg__ = arg

    def __eq__(self, other):
        return isinstance(other, ForwardRef) and self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __repr__(self):
        return f"ForwardRef({self.__forward_arg__!r})"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class Generic:
    """The base of classes with type parameters."""

    __slots__ = ()

    def __class_getitem__(cls, items):
        items = items if isinstance(items, tuple) else (items,)
        name = "typing.Generic" if cls is Generic else "typing.Protocol" if cls is Protocol else (
            f"{cls.__module__}.{cls.__qualname__}")
        return _Alias(cls, tuple(map(_as_type, items)), name)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.__parameters__ = _parameters(cls.__dict__.get("__orig_bases__", ()))


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls.__dict__.get("_is_protocol", False) and cls is not Protocol:
            if not cls.__dict__.get("_is_runtime_protocol", False):
                raise TypeError(
                    "Instance and class checks can only be used with @runtime_checkable protocols")
            return all(hasattr(instance, name) for name in cls._protocol_names())
        return super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass):
        if cls.__dict__.get("_is_protocol", False) and cls is not Protocol:
            if cls in subclass.__mro__:
                return True
            if not cls.__dict__.get("_is_runtime_protocol", False):
                raise TypeError(
                    "Instance and class checks can only be used with @runtime_checkable protocols")
            return all(hasattr(subclass, name) for name in cls._protocol_names())
        return super().__subclasscheck__(subclass)

    def __call__(cls, *args, **kwargs):
        if cls.__dict__.get("_is_protocol", False):
            raise TypeError("Protocols cannot be instantiated")
        return super().__call__(*args, **kwargs)

    def _protocol_names(cls):
        names = set()
        for base in cls.__mro__:
            if base in (object, Protocol, Generic):
                continue
            names.update(base.__dict__.get("__annotations__", ()))
            names.update(base.__dict__)
        return [name for name in names if not name.startswith(("_is_", "_abc_")) and name not in (
            "__module__", "__qualname__", "__doc__", "__dict__", "__weakref__", "__annotations__", "__parameters__",
            "__abstractmethods__", "__init__", "__orig_bases__", "__slots__", "__subclasshook__", "__hash__")]


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of classes that name attributes other classes may have."""

    __slots__ = ()
    _is_protocol = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls._is_protocol = Protocol in cls.__bases__


def runtime_checkable(cls):
    if not cls.__dict__.get("_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


@runtime_checkable
class SupportsInt(Protocol):
    def __int__(self) -> int: ...


@runtime_checkable
class SupportsFloat(Protocol):
    def __float__(self) -> float: ...


@runtime_checkable
class SupportsIndex(Protocol):
    def __index__(self) -> int: ...


@runtime_checkable
class SupportsAbs(Protocol):
    def __abs__(self): ...


@runtime_checkable
class SupportsRound(Protocol):
    def __round__(self, ndigits=0): ...


T = TypeVar("T")
KT = TypeVar("KT")
VT = TypeVar("VT")
AnyStr = TypeVar("AnyStr", bytes, str)
Text = str
TYPE_CHECKING = False

List = _Generic(list, "List", 1)
Dict = _Generic(dict, "Dict", 2)
Set = _Generic(set, "Set", 1)
FrozenSet = _Generic(frozenset, "FrozenSet", 1)
Tuple = _TupleGeneric(tuple, "Tuple")
Type = _Generic(type, "Type", 1)
DefaultDict = _Generic(collections.defaultdict, "DefaultDict", 2)
OrderedDict = _Generic(collections.OrderedDict, "OrderedDict", 2)
Counter = _Generic(collections.Counter, "Counter", 1)
ChainMap = _Generic(collections.ChainMap, "ChainMap", 2)
Deque = _Generic(collections.deque, "Deque", 1)
Callable = _CallableGeneric(collections.abc.Callable, "Callable")
Hashable = _Generic(collections.abc.Hashable, "Hashable", 0)
Sized = _Generic(collections.abc.Sized, "Sized", 0)
Iterable = _Generic(collections.abc.Iterable, "Iterable", 1)
Iterator = _Generic(collections.abc.Iterator, "Iterator", 1)
Generator = _Generic(collections.abc.Generator, "Generator", 3)
Reversible = _Generic(collections.abc.Reversible, "Reversible", 1)
Container = _Generic(collections.abc.Container, "Container", 1)
Collection = _Generic(collections.abc.Collection, "Collection", 1)
AbstractSet = _Generic(collections.abc.Set, "AbstractSet", 1)
MutableSet = _Generic(collections.abc.MutableSet, "MutableSet", 1)
Mapping = _Generic(collections.abc.Mapping, "Mapping", 2)
MutableMapping = _Generic(collections.abc.MutableMapping, "MutableMapping", 2)
Sequence = _Generic(collections.abc.Sequence, "Sequence", 1)
MutableSequence = _Generic(collections.abc.MutableSequence, "MutableSequence", 1)
KeysView = _Generic(collections.abc.KeysView, "KeysView", 1)
ItemsView = _Generic(collections.abc.ItemsView, "ItemsView", 2)
ValuesView = _Generic(collections.abc.ValuesView, "ValuesView", 1)
Awaitable = _Generic(collections.abc.Awaitable, "Awaitable", 1)
Coroutine = _Generic(collections.abc.Coroutine, "Coroutine", 3)
AsyncIterable = _Generic(collections.abc.AsyncIterable, "AsyncIterable", 1)
AsyncIterator = _Generic(collections.abc.AsyncIterator, "AsyncIterator", 1)
AsyncGenerator = _Generic(collections.abc.AsyncGenerator, "AsyncGenerator", 2)


class IO(Generic):
    pass


class TextIO(IO):
    pass


class BinaryIO(IO):
    pass


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if bases == (_NamedTuple,):
            annotations = namespace.get("__annotations__", {})
            defaults = []
            for field in annotations:
                if field in namespace:
                    defaults.append(namespace[field])
                elif defaults:
                    raise TypeError(
                        f"Non-default namedtuple field {field} cannot follow default field"
                        f"{'s' if len(defaults) > 1 else ''} "
                        + ", ".join(known for known in annotations if known in namespace))
            made = collections.namedtuple(
                name, list(annotations), defaults=defaults, module=namespace.get("__module__", "__main__"))
            made.__annotations__ = dict(annotations)
            for key, value in namespace.items():
                if key in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                           "_field_types", "_make", "_replace", "_asdict", "_source"):
                    raise AttributeError(f"Cannot overwrite NamedTuple attribute {key}")
                if key not in annotations and key not in ("__module__", "__qualname__", "__annotations__", "__orig_bases__"):
                    setattr(made, key, value)
            if "__qualname__" in namespace:
                made.__qualname__ = namespace["__qualname__"]
            return made
        return super().__new__(mcls, name, bases, namespace)


_NamedTuple = None
_NamedTuple = _NamedTupleMeta("NamedTuple", (), {})


class _NamedTupleForm:
    def __call__(self, typename, fields=None, /, **kwargs):
        pairs = list(kwargs.items()) if fields is None else list(fields)
        made = collections.namedtuple(typename, [name for name, _ in pairs], module="__main__")
        made.__annotations__ = dict(pairs)
        return made

    def __mro_entries__(self, bases):
        return (_NamedTuple,)


NamedTuple = _NamedTupleForm()


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        made = type.__new__(_TypedDictMeta, name, (dict,), dict(namespace))
        annotations = {}
        required, optional = set(), set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required.update(base.__dict__.get("__required_keys__", ()))
            optional.update(base.__dict__.get("__optional_keys__", ()))
        own = namespace.get("__annotations__", {})
        for key, value in own.items():
            origin = getattr(value, "__origin__", None)
            (required if origin is Required or total and origin is not NotRequired else optional).add(key)
        annotations.update(own)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        return made

    def __call__(cls, *args, **kwargs):
        return dict(*args, **kwargs)

    def __instancecheck__(cls, instance):
        raise TypeError("TypedDict does not support instance and class checks")


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})


class _TypedDictForm:
    def __call__(self, typename, fields=None, /, *, total=True, **kwargs):
        return _TypedDictMeta(typename, (), {"__annotations__": dict(fields or kwargs)}, total=total)

    def __mro_entries__(self, bases):
        return (_TypedDict,)


TypedDict = _TypedDictForm()


class NewType:
    """A name for a type that checkers tell from it; calling it gives its argument."""

    def __init__(self, name, tp):
        self.__name__ = self.__qualname__ = name
        self.__supertype__ = tp
        self.__module__ = "__main__"

    def __call__(self, x):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def cast(typ, val):
    return val


def overload(func):
    def dummy(*args, **kwargs):
        raise NotImplementedError(
            "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
            "should always be followed by an implementation that is not @overload-ed.")
    return functools.wraps(func)(dummy)


def final(f):
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    return arg


def dataclass_transform(**kwargs):
    return lambda cls_or_fn: cls_or_fn


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    return obj


def assert_never(arg, /):
    raise AssertionError(f"Expected code to be unreachable, but got: {arg!r}")


def get_origin(tp):
    if isinstance(tp, _Alias):
        return tp.__origin__
    if isinstance(tp, UnionType):
        return UnionType
    if tp is Generic:
        return Generic
    return getattr(tp, "__origin__", None) if isinstance(tp, (GenericAlias, _Generic)) else None


def get_args(tp):
    if isinstance(tp, _Alias) and tp.__origin__ is collections.abc.Callable:
        *arguments, result = tp.__args__
        return (arguments[0] if arguments == [...] else list(arguments), result)
    return tuple(getattr(tp, "__args__", ())) if isinstance(tp, (_Alias, GenericAlias, UnionType)) else ()


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    hints = {}
    sources = reversed(obj.__mro__) if isinstance(obj, type) else [obj]
    for source in sources:
        found = source.__dict__.get("__annotations__", {}) if isinstance(obj, type) else getattr(
            source, "__annotations__", {})
        for name, value in found.items():
            if value is None:
                value = type(None)
            hints[name] = _resolved(value, globalns, localns, source)
    return hints


def _resolved(value, globalns, localns, source):
    """An annotation with what its texts stand for in the place of them."""
    if isinstance(value, ForwardRef):
        value = value.__forward_arg__
    if isinstance(value, str):
        if globalns is None:
            globalns = getattr(source, "__globals__", None)
        if globalns is None:
            import sys
            globalns = getattr(sys.modules.get(source.__module__), "__dict__", {})
        value = eval(value, globalns, globalns if localns is None else localns)
        return _resolved(type(None) if value is None else value, globalns, localns, source)
    if isinstance(value, _Alias) and value.__origin__ not in (Literal, Annotated):
        arguments = tuple([_resolved(argument, globalns, localns, source) for argument in value.__args__])
        return value if arguments == value.__args__ else _Alias(value.__origin__, arguments, value._name)
    if isinstance(value, GenericAlias):
        arguments = tuple([_resolved(argument, globalns, localns, source) for argument in value.__args__])
        return value if arguments == value.__args__ else GenericAlias(value.__origin__, arguments)
    return value


def is_typeddict(tp):
    return isinstance(tp, _TypedDictMeta)
