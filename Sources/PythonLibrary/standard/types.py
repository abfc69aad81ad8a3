"""The types of Python's own objects."""

import sys


def _function():
    pass


class _Class:
    def method(self):
        pass


def _generator():
    yield


FunctionType = LambdaType = type(_function)
CodeType = type(getattr(_function, "__code__", None))
MappingProxyType = type(type.__dict__)
GeneratorType = type(_generator())
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
WrapperDescriptorType = type(object.__init__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__["fromkeys"])
ModuleType = type(sys)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)


class SimpleNamespace:
    """An object whose attributes are given as keyword arguments."""

    _is_written_in_c = True

    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = "namespace" if type(self) is SimpleNamespace else type(self).__name__
        return f"{name}({', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())})"

    def __eq__(self, other):
        if not isinstance(other, SimpleNamespace):
            return NotImplemented
        return self.__dict__ == other.__dict__

    __hash__ = None


class DynamicClassAttribute(property):
    """A property of instances that classes look up elsewhere."""


def new_class(name, bases=(), kwds=None, exec_body=None):
    keywords = dict(kwds or {})
    metaclass = keywords.pop("metaclass", None) or (type(bases[0]) if bases else type)
    prepare = getattr(metaclass, "__prepare__", None)
    namespace = prepare(name, bases, **keywords) if prepare else {}
    if exec_body is not None:
        exec_body(namespace)
    return metaclass(name, bases, namespace, **keywords)


def coroutine(func):
    return func
