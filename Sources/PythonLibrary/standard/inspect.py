"""What functions and classes are made of."""

import functools as _functools
import sys as _sys
import types as _types
from collections import namedtuple as _namedtuple

# Methods of native objects have a type of their own here.
_BuiltinMethod = type([].append)
_Frame = type(_sys._getframe())
try:
    raise TypeError
except TypeError as _failure:
    _Traceback = type(_failure.__traceback__)
CO_GENERATOR = 0x20


class _ParameterKind(int):
    def __new__(cls, value, name, description):
        self = int.__new__(cls, value)
        self.name, self.description = name, description
        return self

    def __str__(self):
        return self.name

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {int(self)}>"


_KINDS = [
    _ParameterKind(0, "POSITIONAL_ONLY", "positional-only"),
    _ParameterKind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword"),
    _ParameterKind(2, "VAR_POSITIONAL", "variadic positional"),
    _ParameterKind(3, "KEYWORD_ONLY", "keyword-only"),
    _ParameterKind(4, "VAR_KEYWORD", "variadic keyword"),
]


class _empty:
    """What stands for a default or an annotation that is not there."""


def formatannotation(annotation):
    if isinstance(annotation, type) and not isinstance(annotation, _types.GenericAlias):
        if annotation.__module__ in ("builtins", "__main__"):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation).replace("typing.", "")


class Parameter:
    """A parameter of a signature."""

    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _KINDS
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name, self.kind, self.default, self.annotation = name, _KINDS[kind], default, annotation

    def replace(self, **parts):
        values = {"name": self.name, "kind": self.kind, "default": self.default, "annotation": self.annotation} | parts
        return Parameter(values.pop("name"), values.pop("kind"), **values)

    def __str__(self):
        text = self.name
        if self.annotation is not _empty:
            text += ": " + formatannotation(self.annotation)
        if self.default is not _empty:
            text += (" = " if self.annotation is not _empty else "=") + repr(self.default)
        return {2: "*", 4: "**"}.get(int(self.kind), "") + text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self.name, int(self.kind), self.default, self.annotation) == (
            other.name, int(other.kind), other.default, other.annotation)

    def __hash__(self):
        return hash((self.name, int(self.kind)))


class BoundArguments:
    """The arguments of a call by the names of the parameters."""

    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        out = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind >= 3 or name not in self.arguments:
                break
            if parameter.kind == 2:
                out.extend(self.arguments[name])
            else:
                out.append(self.arguments[name])
        return tuple(out)

    @property
    def kwargs(self):
        out = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                if parameter.kind == 4:
                    out.update(self.arguments[name])
                elif parameter.kind == 3:
                    out[name] = self.arguments[name]
        return out

    def apply_defaults(self):
        filled = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif parameter.default is not _empty:
                filled[name] = parameter.default
            elif parameter.kind in (2, 4):
                filled[name] = () if parameter.kind == 2 else {}
        self.arguments = filled

    def __repr__(self):
        return f"<BoundArguments ({', '.join(f'{k}={v!r}' for k, v in self.arguments.items())})>"


class Signature:
    """The parameters and the annotation of the result of something that can be called."""

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = _types.MappingProxyType({p.name: p for p in parameters or ()})
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj):
        return signature(obj)

    def replace(self, *, parameters=None, return_annotation=None):
        return Signature(
            self.parameters.values() if parameters is None else parameters,
            return_annotation=self.return_annotation if return_annotation is None else return_annotation)

    def _bind(self, args, kwargs, partial):
        values, given, rest = {}, list(args), dict(kwargs)
        for name, parameter in self.parameters.items():
            kind = parameter.kind
            if kind == 2:
                if given:
                    values[name] = tuple(given)
                given = []
            elif kind == 4:
                if rest:
                    values[name] = rest
                rest = {}
            elif kind < 2 and given:
                if kind == 1 and name in rest:
                    raise TypeError(f"multiple values for argument {name!r}")
                values[name] = given.pop(0)
            elif kind and name in rest:
                values[name] = rest.pop(name)
            elif parameter.default is _empty and not partial:
                raise TypeError(f"missing a required{' keyword-only' if kind == 3 else ''} argument: {name!r}"
                                if kind != 3 else f"missing a required argument: {name!r}")
        if given:
            raise TypeError("too many positional arguments")
        if rest:
            raise TypeError(f"got an unexpected keyword argument {next(iter(rest))!r}")
        return BoundArguments(self, values)

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return list(self.parameters.values()) == list(other.parameters.values()) \
            and self.return_annotation == other.return_annotation

    def __str__(self):
        out, bare, positional = [], True, False
        for parameter in self.parameters.values():
            kind = parameter.kind
            if kind == 0:
                positional = True
            elif positional:
                out.append("/")
                positional = False
            if kind == 2:
                bare = False
            elif kind == 3 and bare:
                out.append("*")
                bare = False
            out.append(str(parameter))
        if positional:
            out.append("/")
        text = f"({', '.join(out)})"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text

    def __repr__(self):
        return f"<Signature {self}>"


def _of_function(function):
    code = function.__code__
    names = code.co_varnames
    count, only, keywords = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    annotations = function.__annotations__
    defaults = function.__defaults__ or ()
    named = function.__kwdefaults__ or {}
    parameters = []

    def add(name, kind, default=_empty):
        parameters.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))

    for i, name in enumerate(names[:count]):
        place = i - (count - len(defaults))
        add(name, 0 if i < only else 1, defaults[place] if place >= 0 else _empty)
    after = count + keywords
    if code.co_flags & 4:
        add(names[after], 2)
        after += 1
    for name in names[count:count + keywords]:
        add(name, 3, named.get(name, _empty))
    if code.co_flags & 8:
        add(names[after], 4)
    return Signature(parameters, return_annotation=annotations.get("return", _empty))


def _without_first(found):
    parameters = list(found.parameters.values())
    if parameters and parameters[0].kind != 2:
        parameters = parameters[1:]
    return Signature(parameters, return_annotation=found.return_annotation)


def _of_partial(found, part):
    """The signature of a function with some of its arguments given."""
    try:
        given = found.bind_partial(*part.args, **part.keywords).arguments
    except TypeError as failure:
        raise ValueError(f"partial object {part!r} has incorrect arguments") from failure
    parameters = []
    by_name = False
    for name, parameter in found.parameters.items():
        kind = parameter.kind
        if kind == Parameter.POSITIONAL_OR_KEYWORD and name in part.keywords:
            # What follows can no longer be given by its place.
            by_name = True
        elif kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD) and name in given:
            continue
        elif kind == Parameter.VAR_POSITIONAL and by_name:
            continue
        if name in part.keywords and kind != Parameter.VAR_KEYWORD:
            parameter = parameter.replace(default=part.keywords[name])
        if kind == Parameter.POSITIONAL_OR_KEYWORD and by_name:
            parameter = parameter.replace(kind=Parameter.KEYWORD_ONLY)
        parameters.append(parameter)
    return Signature(parameters, return_annotation=found.return_annotation)


def signature(obj, *, follow_wrapped=True):
    """The signature of something that can be called."""
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(signature(obj.__func__))
    if follow_wrapped and not isinstance(obj, type) and hasattr(obj, "__wrapped__"):
        return signature(obj.__wrapped__)
    if hasattr(obj, "__signature__") and isinstance(obj.__signature__, Signature):
        return obj.__signature__
    if isfunction(obj):
        return _of_function(obj)
    if isinstance(obj, type):
        for name in ("__init__", "__new__"):
            method = getattr(obj, name, None)
            if isfunction(method):
                return _without_first(_of_function(method))
        if obj.__init__ is object.__init__:
            return Signature()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    if isinstance(obj, _functools.partial):
        return _of_partial(signature(obj.func), obj)
    if isfunction(getattr(type(obj), "__call__", None)):
        return _without_first(_of_function(type(obj).__call__))
    raise ValueError(f"no signature found for builtin {obj!r}")


def isfunction(object):
    return isinstance(object, _types.FunctionType)


ArgInfo = _namedtuple("ArgInfo", "args varargs keywords locals")


def currentframe():
    return _sys._getframe(1)


def getargvalues(frame):
    code = frame.f_code
    names, count = code.co_varnames, code.co_argcount + code.co_kwonlyargcount
    # Behind the parameters with names stand those that gather the rest.
    varargs = names[count] if code.co_flags & 4 else None
    keywords = names[count + bool(code.co_flags & 4)] if code.co_flags & 8 else None
    return ArgInfo(list(names[:count]), varargs, keywords, frame.f_locals)


def ismethod(object):
    return isinstance(object, _types.MethodType)


def isbuiltin(object):
    return isinstance(object, (_types.BuiltinFunctionType, _BuiltinMethod))


def isclass(object):
    return isinstance(object, type)


def ismodule(object):
    return isinstance(object, _types.ModuleType)


def isgenerator(object):
    return isinstance(object, _types.GeneratorType)


def isgeneratorfunction(object):
    while ismethod(object):
        object = object.__func__
    return isfunction(object) and bool(object.__code__.co_flags & CO_GENERATOR)


def iscoroutinefunction(object):
    return False


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)


def isawaitable(object):
    return hasattr(type(object), "__await__")


def unwrap(func, *, stop=None):
    """What `functools.wraps` has put its functions around."""
    seen = [func]
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if any(func is one for one in seen):
            raise ValueError(f"wrapper loop when unwrapping {seen[0]!r}")
        seen.append(func)
    return func


def get_annotations(obj):
    """The annotations that a function, a class or a module has itself."""
    if not isclass(obj) and not ismodule(obj) and not callable(obj):
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    own = obj.__dict__ if isclass(obj) else {"__annotations__": getattr(obj, "__annotations__", None)}
    return dict(own.get("__annotations__") or {})


def iscode(object):
    return isinstance(object, _types.CodeType)


def isframe(object):
    return isinstance(object, _Frame)


def istraceback(object):
    return isinstance(object, _Traceback)


def isdatadescriptor(object):
    """Whether it decides what assigning an attribute does."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismethoddescriptor(object):
    """Whether it makes methods and is no function of Python code."""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    kind = type(object)
    return hasattr(kind, "__get__") and not hasattr(kind, "__set__")


def isabstract(object):
    return isclass(object) and bool(getattr(object, "__abstractmethods__", ()))


def getmro(cls):
    return cls.__mro__


def getmodule(object):
    import sys
    return sys.modules.get(getattr(object, "__module__", None))


def getmembers(object, predicate=None):
    """The names and values of the attributes, sorted by name."""
    out = []
    for name in sorted(set(dir(object))):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            out.append((name, value))
    return out


def cleandoc(doc):
    """The text without the indentation of the lines below its first."""
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getsource(object):
    raise OSError("source code not available")


getsourcelines = getsource


FullArgSpec = _namedtuple("FullArgSpec", "args varargs varkw defaults kwonlyargs kwonlydefaults annotations")


def getfullargspec(func):
    """The names and defaults of a function's parameters."""
    shown = signature(func)
    parameters = list(shown.parameters.values())
    bound = func.__init__ if isclass(func) else func
    if (isclass(func) or ismethod(func)) and hasattr(bound, "__code__") and bound.__code__.co_argcount:
        # Unlike a signature, this names what a method is bound to as well.
        parameters.insert(0, Parameter(bound.__code__.co_varnames[0], Parameter.POSITIONAL_OR_KEYWORD))

    def names(*kinds):
        return [one.name for one in parameters if int(one.kind) in kinds]

    annotations = {} if shown.return_annotation is _empty else {"return": shown.return_annotation}
    annotations |= {one.name: one.annotation for one in parameters if one.annotation is not _empty}
    defaults = tuple(one.default for one in parameters if int(one.kind) < 2 and one.default is not _empty)
    keyword_defaults = {one.name: one.default for one in parameters if int(one.kind) == 3 and one.default is not _empty}
    return FullArgSpec(
        names(0, 1), (names(2) or [None])[0], (names(4) or [None])[0], defaults or None, names(3), keyword_defaults or None,
        annotations)
