"""Enumerations: classes with a fixed set of named values."""

__all__ = [
    "EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique", "property",
    "member", "nonmember", "verify", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_enum",
]

from builtins import property as _property


class auto:
    """A value that the enumeration chooses."""

    def __init__(self, value=None):
        self.value = value


class nonmember:
    def __init__(self, value):
        self.value = value


class member:
    def __init__(self, value):
        self.value = value


class property(_property):
    """A property of members; the class keeps the name for a member."""


STRICT, CONFORM, EJECT, KEEP = "STRICT", "CONFORM", "EJECT", "KEEP"
CONTINUOUS, NAMED_FLAGS, UNIQUE = "one after the other", "multi-flag aliases may not contain unnamed flags", "unique"


ReprEnum = None


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_"


def _is_descriptor(value):
    return (hasattr(value, "__get__") or hasattr(value, "__set__")) and not isinstance(value, type)


class _Namespace(dict):
    """The namespace of an enumeration's class body, which notes its members."""

    def __init__(self):
        super().__init__()
        self._member_names = []
        self._last_values = []
        self._ignore = []
        self._generate = None
        self._class_name = ""

    def __setitem__(self, name, value):
        if _is_sunder(name):
            if name == "_ignore_":
                self._ignore = value.replace(",", " ").split() if isinstance(value, str) else list(value)
            elif name == "_generate_next_value_":
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif name not in ("_order_", "_missing_", "_numeric_repr_", "_boundary_"):
                raise ValueError(f"_sunder_ names, such as {name!r}, are reserved for future Enum use")
        elif _is_dunder(name) or name in self._ignore or name.startswith(f"_{self._class_name}__"):
            pass
        elif name in self._member_names:
            raise TypeError(f"{name!r} already defined as {self[name]!r}")
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not _is_descriptor(value):
            if isinstance(value, member):
                value = value.value
            if name in self:
                raise TypeError(f"{name!r} already defined as {self[name]!r}")
            if isinstance(value, auto):
                value = self._next(name) if value.value is None else value.value
            elif isinstance(value, tuple) and any(isinstance(part, auto) for part in value):
                value = tuple([self._next(name) if isinstance(part, auto) else part for part in value])
            self._member_names.append(name)
            self._last_values.append(value)
        super().__setitem__(name, value)

    def _next(self, name):
        return self._generate(name, 1, len(self._member_names), self._last_values[:])


class EnumType(type):
    """The metaclass of enumerations."""

    def __getattr__(cls, name):
        raise AttributeError(name)

    @classmethod
    def __prepare__(mcls, name, bases, /, **kwds):
        for base in bases:
            if isinstance(base, EnumType) and base._member_map_:
                raise TypeError(f"<enum {name!r}> cannot extend {base!r}")
        namespace = _Namespace()
        namespace._class_name = name
        for base in reversed(bases):
            if isinstance(base, EnumType):
                namespace._generate = base._generate_next_value_
        return namespace

    def __new__(mcls, name, bases, namespace, *, boundary=None, _simple=False, **kwds):
        names = list(getattr(namespace, "_member_names", ()))
        plain = {key: value for key, value in namespace.items() if key not in names and key != "_ignore_"}
        for ignored in getattr(namespace, "_ignore", ()):
            plain.pop(ignored, None)
        generate = plain.get("_generate_next_value_")
        if generate is not None and not isinstance(generate, staticmethod):
            plain["_generate_next_value_"] = staticmethod(generate)
        own_new = plain.get("__new__")
        data_type = mcls._data_type(bases)
        cls = super().__new__(mcls, name, bases, plain, **kwds)
        cls._member_names_ = []
        cls._member_map_ = {}
        cls._value2member_map_ = {}
        cls._member_type_ = data_type
        if boundary is not None:
            cls._boundary_ = boundary
        maker = own_new
        if maker is None:
            for base in bases:
                if isinstance(base, EnumType) and base._own_new_ is not None:
                    maker = base._own_new_
                    break
        cls._own_new_ = maker
        if isinstance(maker, staticmethod):
            maker = maker.__func__
        if data_type is not object:
            # The text forms are those of the enumeration, not those of the values' type.
            for method in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
                if method not in plain and getattr(cls, method) is getattr(data_type, method, None):
                    for base in cls.__mro__[1:]:
                        if isinstance(base, EnumType) and method in base.__dict__:
                            if method in ("__repr__", "__reduce_ex__") or ReprEnum is None or not issubclass(cls, ReprEnum):
                                setattr(cls, method, base.__dict__[method])
                            break
        for member_name in names:
            mcls._add_member(cls, member_name, namespace[member_name], maker, data_type)
        cls.__new__ = _lookup
        return cls

    @staticmethod
    def _data_type(bases):
        for base in bases:
            for kind in base.__mro__:
                if kind is object or isinstance(kind, EnumType):
                    continue
                if isinstance(base, EnumType):
                    return base._member_type_
                return base
            if isinstance(base, EnumType) and base._member_type_ is not object:
                return base._member_type_
        return object

    @staticmethod
    def _add_member(cls, name, value, maker, data_type):
        arguments = value if isinstance(value, tuple) else (value,)
        if data_type is tuple:
            arguments = (value,)
        if maker is not None:
            made = maker(cls, *arguments)
            if not hasattr(made, "_value_"):
                made._value_ = value if data_type is object else data_type(*arguments)
        elif data_type is object:
            made = object.__new__(cls)
            made._value_ = value
        else:
            made = data_type.__new__(cls, *arguments)
            made._value_ = data_type(*arguments) if data_type in (int, str, float) or not isinstance(
                value, data_type) else value
        made._name_ = name
        made.__objclass__ = cls
        made._sort_order_ = len(cls._member_names_)
        made.__init__(*arguments)
        for known in cls._member_map_.values():
            if known._value_ == made._value_:
                made = known
                break
        else:
            is_alias = isinstance(made._value_, int) and issubclass(cls, Flag) and (
                made._value_ == 0 or made._value_ & (made._value_ - 1))
            if not is_alias:
                cls._member_names_.append(name)
            try:
                cls._value2member_map_[made._value_] = made
            except TypeError:
                pass
        cls._member_map_[name] = made
        type.__setattr__(cls, name, made)

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create(value, names, type, start, module)

    def _create(cls, class_name, names, kind, start, module):
        bases = (cls,) if kind is None else (kind, cls)
        namespace = cls.__class__.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            values = []
            pairs = []
            for count, name in enumerate(names):
                value = cls._generate_next_value_(name, start, count, values[:])
                values.append(value)
                pairs.append((name, value))
            names = pairs
        for item in names.items() if hasattr(names, "items") else names:
            namespace[item[0]] = item[1]
        made = cls.__class__.__new__(cls.__class__, class_name, bases, namespace)
        made.__module__ = module or "__main__"
        return made

    def __contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(value).__qualname__!r} and {cls.__class__.__qualname__!r}")
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __iter__(cls):
        return iter([cls._member_map_[name] for name in cls._member_names_])

    def __reversed__(cls):
        return iter([cls._member_map_[name] for name in reversed(cls._member_names_)])

    def __len__(cls):
        return len(cls._member_names_)

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    @_property
    def __members__(cls):
        return dict(cls._member_map_)

    def __repr__(cls):
        kind = "flag" if issubclass(cls, Flag) else "enum"
        return f"<{kind} {cls.__name__!r}>"

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)

    def __dir__(cls):
        return sorted(set(cls._member_names_) | {
            "__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__", "__module__",
            "__name__", "__qualname__", "__init_subclass__"})


EnumMeta = EnumType


def _lookup(cls, value):
    """The member with a value."""
    if type(value) is cls:
        return value
    try:
        return cls._value2member_map_[value]
    except KeyError:
        pass
    except TypeError:
        for known in cls._member_map_.values():
            if known._value_ == value:
                return known
    error = None
    try:
        result = cls._missing_(value)
    except Exception as raised:
        error = raised
        result = None
    if isinstance(result, cls):
        return result
    invalid = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
    if result is None and error is None:
        raise invalid
    if error is None:
        error = TypeError(
            f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member")
    if not isinstance(error, ValueError):
        error.__context__ = invalid
    raise error


class Enum(metaclass=EnumType):
    """The base of enumerations."""

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        numbers = [value for value in last_values if isinstance(value, int)]
        if not last_values:
            return start
        if len(numbers) != len(last_values):
            return last_values[-1] + 1
        return max(numbers) + 1

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        return f"{self.__class__.__name__}.{self._name_}"

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, protocol):
        return getattr, (self.__class__, self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __dir__(self):
        return ["__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"]


class ReprEnum(Enum):
    """An enumeration that keeps the text form of its values' type."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are integers."""

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strings."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        for value in values[:1]:
            if not isinstance(value, str):
                raise TypeError(f"{value!r} is not a string")
        made = str.__new__(cls, *values)
        made._value_ = str(*values)
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    def __format__(self, spec):
        return str.__format__(self._value_, spec)

    def __hash__(self):
        return hash(self._value_)


def _bits(value):
    bit = 1
    while bit <= value:
        if value & bit:
            yield bit
        bit <<= 1


class Flag(Enum):
    """An enumeration whose members can be combined bit by bit."""

    _boundary_ = STRICT

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        return 2 ** max(last_values).bit_length()

    @classmethod
    def _mask(cls):
        mask = 0
        for member in cls._member_map_.values():
            mask |= member._value_
        return mask

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask = cls._mask()
        full = (1 << mask.bit_length()) - 1
        if value < 0:
            if cls._boundary_ == KEEP:
                value = max(full + 1, 2 ** value.bit_length()) + value
            else:
                value = full + 1 + value if -full - 1 <= value else value & full
                value &= mask
        elif value & ~mask:
            if cls._boundary_ == STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n    given 0b{0:01b} {value:0{width}b}\n"
                    f"  allowed 0b{0:01b} {mask:0{width}b}")
            if cls._boundary_ == CONFORM:
                value &= mask
            elif cls._boundary_ == EJECT:
                return value
        if value in cls._value2member_map_:
            return cls._value2member_map_[value]
        made = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        made._value_ = value
        parts = [member for member in cls if member._value_ & value]
        unknown = value & ~mask
        names = [member._name_ for member in parts] + ([repr(unknown)] if unknown and parts else [])
        made._name_ = "|".join(names) if names else None
        made.__objclass__ = cls
        cls._value2member_map_[value] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                f"{self.__class__.__qualname__!r}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        for bit in _bits(self._value_):
            known = self.__class__._value2member_map_.get(bit)
            if known is not None:
                yield known

    def __len__(self):
        return bin(self._value_).count("1")

    def __repr__(self):
        if self._name_ is None:
            return f"<{self.__class__.__name__}: {self._value_!r}>"
        return f"<{self.__class__.__name__}.{self._name_}: {self._value_!r}>"

    def __str__(self):
        if self._name_ is None:
            return f"{self.__class__.__name__}({self._value_!r})"
        return f"{self.__class__.__name__}.{self._name_}"

    def __bool__(self):
        return bool(self._value_)

    def _other(self, other):
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._other(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    def __invert__(self):
        if self._boundary_ in (KEEP, EJECT):
            return self.__class__(~self._value_) if self._boundary_ == KEEP else self.__class__(
                self._mask() & ~self._value_)
        return self.__class__(self._mask() & ~self._value_)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__

    def __hash__(self):
        return hash(self._value_)


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """A flag whose members are integers."""

    __or__, __and__, __xor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __ror__, __rand__, __rxor__ = Flag.__or__, Flag.__and__, Flag.__xor__
    __contains__, __iter__, __len__ = Flag.__contains__, Flag.__iter__, Flag.__len__

    def __str__(self):
        return int.__repr__(self._value_)

    def __format__(self, spec):
        return int.__format__(self._value_, spec)

    def __invert__(self):
        return self.__class__(self._mask() & ~self._value_)


def unique(enumeration):
    """A decorator that allows no two names for one value."""
    aliases = [f"{name} -> {member._name_}" for name, member in enumeration.__members__.items()
               if name != member._name_]
    if aliases:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(aliases)}")
    return enumeration


class verify:
    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check == UNIQUE:
                unique(enumeration)
            elif check == CONTINUOUS:
                values = {member._value_ for member in enumeration}
                missing = [value for value in range(min(values), max(values) + 1) if value not in values]
                if missing:
                    raise ValueError(
                        f"invalid {enumeration!r}: missing values {', '.join(map(str, missing))}")
        return enumeration


def global_enum(cls, update_str=False):
    import sys
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
