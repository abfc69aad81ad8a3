"""The schemas of operators that a document defines: how they are read, inferred from annotations, and what they take."""

import collections.abc
import inspect
import typing

import torch

# What a schema calls a type, and what messages call it.
_BASES = [(torch.Tensor, "Tensor", "Tensor"), (int, "SymInt", "int"), (float, "float", "float"), (bool, "bool", "bool"),
          (str, "str", "str"), (int | float | bool, "Scalar", "number"),
          (torch.dtype, "ScalarType", "int"), (torch.device, "Device", "Device")]
_NO_LISTS = ("str", "ScalarType", "Device")


def _forms():
    """The annotations that parameters may have, each with its text."""
    found = {}
    for base, text, _ in _BASES:
        found[base] = text
        if text in _NO_LISTS:
            found[typing.Optional[base]] = text + "?"
            continue
        found[typing.Optional[base]] = text + "?"
        lists = [typing.Sequence, typing.List, collections.abc.Sequence, list]
        for kind in lists:
            found[kind[base]] = text + "[]"
        if text == "Tensor":
            for kind in lists:
                found[kind[typing.Optional[base]]] = text + "?[]"
        elif text != "Scalar":
            for kind in lists:
                found[typing.Optional[kind[base]]] = text + "[]?"
    return found


_RETURNS = {torch.Tensor: "Tensor", typing.List[torch.Tensor]: "Tensor[]", list[torch.Tensor]: "Tensor[]", int: "SymInt",
            float: "float", bool: "bool", int | float | bool: "Scalar"}


class _Type:
    """The type of an argument, as a schema has it: `Tensor(a0!)[]?`."""

    def __init__(self, text):
        self.is_optional = text.endswith("?")
        text = text.removesuffix("?")
        self.is_list = text.endswith("[]")
        text = text.removesuffix("[]")
        self.holds_none = text.endswith("?")
        text = text.removesuffix("?")
        self.base, _, alias = text.partition("(")
        self.is_written = "!" in alias

    def spoken(self):
        """What messages call it: `Optional[List[int]]`."""
        known = [spoken for _, text, spoken in _BASES if text == self.base]
        text = known[0] if known else "int" if self.base == "int" else self.base
        if self.holds_none:
            text = f"Optional[{text}]"
        if self.is_list:
            text = f"List[{text}]"
        return f"Optional[{text}]" if self.is_optional else text

    def taken(self, value):
        """An argument as the operator's function gets it.

        Raises:
            _Mismatch: The value is none of this type.
        """
        if value is None:
            if self.is_optional or self.base == "Tensor" and not self.is_list:
                return None
            raise _Mismatch(_cast(value))
        if not self.is_list:
            return self._element(value)
        if isinstance(value, torch.Tensor) and self.base == "Tensor":
            raise _Mismatch(_cast(value))
        try:
            elements = list(value)
        except TypeError as error:
            raise _Mismatch(f" Python error details: TypeError: {error}") from None
        if self.base != "Tensor":
            return [self._element(element) for element in elements]
        if all(isinstance(element, torch.Tensor) or element is None and self.holds_none for element in elements):
            return elements
        raise _Mismatch(_cast(value))

    def _element(self, value):
        if self.base == "Tensor":
            if isinstance(value, torch.Tensor):
                return value
            raise _Mismatch(f"Cast error details: Unable to cast {value} to Tensor")
        if isinstance(value, torch.Tensor) and value.numel() == 1 and not value.requires_grad:
            value = value.item()
        if self.base in ("SymInt", "int") and isinstance(value, int):
            return int(value)
        if self.base == "float" and isinstance(value, (int, float)):
            return float(value)
        if self.base == "bool" and isinstance(value, (int, bool)):
            return bool(value)
        if self.base == "str" and isinstance(value, str):
            return value
        if self.base == "Scalar" and isinstance(value, (int, float, complex)):
            return value
        if self.base == "ScalarType" and isinstance(value, torch.dtype):
            return value
        if self.base == "Device" and isinstance(value, (str, torch.device)):
            return torch.device(value)
        raise _Mismatch(_cast(value))


class _Mismatch(Exception):
    """A value has another type than the schema says."""


def _cast(value):
    return (f"Cast error details: Unable to cast Python instance of type {type(value)} to C++ type '?' (#define "
            "PYBIND11_DETAILED_ERROR_MESSAGES or compile in debug mode for details)")


class _Parameter:
    """One parameter of a schema."""

    def __init__(self, text, is_keyword):
        declaration, equals, default = text.partition("=")
        words = declaration.split()
        self.name = words[-1]
        self.type = _Type(" ".join(words[:-1]))
        self.is_keyword = is_keyword
        self.has_default = bool(equals)
        self.default = self._value(default.strip()) if equals else None

    def is_default(self, value):
        """Whether a value is what the parameter takes if it is left out."""
        return self.has_default and (value is self.default or type(value) is type(self.default)
                                     and not isinstance(value, torch.Tensor) and value == self.default)

    def _value(self, text):
        if text == "None":
            return None
        if text in ("True", "False"):
            return text == "True"
        if text[:1] in "\"'":
            return text[1:-1]
        if self.type.base == "ScalarType":
            return getattr(torch, text)
        if self.type.base == "Device":
            return torch.device(text)
        if text.startswith("["):
            inside = text[1:-1].strip()
            return [float(part) if self.type.base == "float" else int(part) for part in inside.split(",")] if inside else []
        return int(text) if self.type.base in ("SymInt", "int") else float(text)


def _parts(text):
    """A list cut at its commas, but for those inside brackets and texts."""
    parts, depth, quote, start = [], 0, None, 0
    for place, letter in enumerate(text):
        if quote:
            quote = None if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


class Schema:
    """`(Tensor x, float c=2.0) -> Tensor`, read."""

    def __init__(self, name, text):
        self.name = name
        inside, _, result = text.strip().partition("->")
        inside, result = inside.strip()[1:-1], result.strip()
        self.parameters = []
        is_keyword = False
        for part in _parts(inside):
            if part == "*":
                is_keyword = True
            else:
                self.parameters.append(_Parameter(part, is_keyword))
        several = result.startswith("(")
        self.returns = [_Type(part.split()[0]) for part in (_parts(result[1:-1]) if several else [result])]
        self.is_single = not several
        self.text = f"{name}{self._declared(inside)} -> {result}"
        self.positional = [parameter for parameter in self.parameters if not parameter.is_keyword]

    def _declared(self, inside):
        """The parameters as messages show them, with the shortest form of the numbers."""
        parts = []
        for part in _parts(inside):
            declaration, equals, default = part.partition("=")
            if equals and declaration.split()[0].rstrip("?") in ("float", "Scalar") and default != "None":
                number = float(default)
                default = f"{number:g}" + ("." if number == int(number) and abs(number) < 1e6 else "")
            parts.append(declaration + equals + default)
        return "(" + ", ".join(parts) + ")"

    def __str__(self):
        return self.text

    __repr__ = __str__

    def bound(self, args, kwargs):
        """The positional arguments, as many as the schema has, and the others by name.

        Raises:
            RuntimeError: An argument is missing, one too many, or of another type.
        """
        if len(args) > len(self.positional):
            raise RuntimeError(
                f"{self.name}() takes {len(self.positional)} positional argument(s) but {len(args)} was/were given.  "
                f"Declaration: {self.text}")
        rest = dict(kwargs)
        values = []
        for place, parameter in enumerate(self.parameters):
            if place < len(args) and not parameter.is_keyword:
                value = args[place]
                if parameter.name in rest:
                    raise RuntimeError(
                        f"{self.name}() got multiple values for argument '{parameter.name}'. Declaration: {self.text}")
            elif parameter.name in rest:
                value = rest.pop(parameter.name)
            elif parameter.has_default:
                values.append(parameter.default)
                continue
            else:
                raise RuntimeError(
                    f"{self.name}() is missing value for argument '{parameter.name}'. Declaration: {self.text}")
            try:
                values.append(parameter.type.taken(value))
            except _Mismatch as mismatch:
                raise RuntimeError(
                    f"{self.name}() Expected a value of type '{parameter.type.spoken()}' for argument '{parameter.name}' "
                    f"but instead found type '{type(value).__name__}'.\nPosition: {place}\nValue: {value!r}\n"
                    f"Declaration: {self.text}\n{mismatch}") from None
        for name in rest:
            raise RuntimeError(f"Unknown keyword argument '{name}' for operator '{self.name}'. Schema: {self.text}")
        count = len(self.positional)
        return values[:count], {p.name: v for p, v in zip(self.parameters[count:], values[count:])}

    def check(self, output):
        """Sees that a function returned what the schema says."""
        if not self.returns:
            if output is not None:
                raise RuntimeError(
                    f"Expected PythonKernelHolder for {self.name} to return None but it returned something else instead.")
            return
        if not self.is_single and not isinstance(output, (tuple, list)):
            raise TypeError(f"Object of type '{type(output).__name__}' is not an instance of 'sequence'")
        outputs = [output] if self.is_single else list(output)
        if len(outputs) != len(self.returns):
            raise RuntimeError(
                f"{self.name} returned {len(outputs)} values, but its schema has {len(self.returns)}: {self.text}")
        for kind, value in zip(self.returns, outputs):
            try:
                kind.taken(value)
            except _Mismatch as mismatch:
                raise RuntimeError(str(mismatch).strip().removeprefix("Cast error details: ")) from None


def infer_schema(prototype_function, /, *, mutates_args, op_name=None):
    """The schema of a function, by its annotations.

    Raises:
        ValueError: An annotation is missing, or of a type that operators do not take.
    """
    signature = inspect.signature(prototype_function)

    def refuse(what):
        raise ValueError(f"infer_schema(func): {what} Got func with signature {signature})")

    hints = typing.get_type_hints(prototype_function)
    forms = _forms()
    declared, seen, is_keyword = [], set(), False
    for place, (name, parameter) in enumerate(signature.parameters.items()):
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            refuse("We do not support positional-only args, varargs, or varkwargs.")
        if parameter.kind == parameter.KEYWORD_ONLY and not is_keyword:
            is_keyword = True
            declared.append("*")
        if parameter.annotation is parameter.empty:
            refuse(f"Parameter {name} must have a type annotation.")
        annotation = hints.get(name, parameter.annotation)
        text = forms.get(annotation) if isinstance(annotation, collections.abc.Hashable) else None
        if text is None:
            refuse(f"Parameter {name} has unsupported type {annotation}. The valid types are: {forms.keys()}.")
        if name in mutates_args if mutates_args != "unknown" else text.startswith("Tensor"):
            if not text.startswith("Tensor"):
                refuse(f"Parameter {name} is in mutable_args but only Tensors or collections of Tensors can be mutated")
            text = f"Tensor(a{place}!){text[len('Tensor'):]}"
        seen.add(name)
        default = parameter.default
        if default is parameter.empty:
            declared.append(f"{text} {name}")
        elif default is None or isinstance(default, (int, float, bool)):
            declared.append(f"{text} {name}={default}")
        elif isinstance(default, str):
            declared.append(f'{text} {name}="{default}"')
        elif isinstance(default, torch.dtype):
            declared.append(f"{text} {name}={str(default).removeprefix('torch.')}")
        elif isinstance(default, torch.device):
            declared.append(f'{text} {name}="{default}"')
        else:
            refuse(f"Parameter {name} has an unsupported default value type {type(default)}. Please file an issue on "
                   "GitHub so we can prioritize this.")
    if mutates_args != "unknown":
        missing = set(mutates_args) - seen
        if missing:
            refuse(f"{missing} in mutates_args were not found in the custom op's signature. mutates_args should contain the "
                   "names of all args that the custom op mutates, or just the string 'unknown' if you don't know.")
    if signature.return_annotation is signature.empty:
        refuse("No return type annotation was provided. Please add one.")
    return f"{op_name or ''}({', '.join(declared)}) -> {_returned(hints.get('return', type(None)), refuse)}"


def _returned(annotation, refuse):
    if annotation is type(None) or annotation is None:
        return "()"
    if typing.get_origin(annotation) is tuple:
        parts = typing.get_args(annotation)
        for part in parts:
            if part not in _RETURNS:
                refuse(f"Return has unsupported type {annotation}. The valid types are: {_RETURNS}.")
        return "(" + ", ".join(_RETURNS[part] for part in parts) + ")"
    if annotation not in _RETURNS:
        refuse(f"Return has unsupported type {annotation}. The valid types are: {_RETURNS}.")
    return _RETURNS[annotation]
