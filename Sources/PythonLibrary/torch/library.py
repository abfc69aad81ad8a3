"""Operators that a document defines: functions that the rest of a program calls, differentiates and batches as one step.

An operator has a schema, which is read off its function's annotations, and takes what the schema says, nothing else. Its
function runs unrecorded; a gradient flows where a formula was registered for it.
"""

import inspect

import torch
from torch import _ops
from torch._schemas import Schema, infer_schema

__all__ = ["CustomOpDef", "Library", "OpCheckError", "custom_op", "define", "impl", "infer_schema", "opcheck",
           "register_autograd", "register_fake", "register_kernel", "register_vmap"]


class CustomOpDef:
    """An operator of a document: what `custom_op` makes of a function."""

    def __init__(self, namespace, name, schema, fn):
        self._namespace, self._name, self._init_fn = namespace, name, fn
        self._qualname = f"{namespace}::{name}"
        self._schema = schema
        self._read = Schema(self._qualname, schema)
        self._kernel = fn
        self._abstract_fn = self._backward_fn = self._setup_context_fn = self._vmap_fn = None
        self._written = [p.name for p in self._read.parameters if p.type.is_written]
        self._opoverload = _ops.define(namespace, name, self)
        self._function = None

    def __repr__(self):
        return f"<CustomOpDef({self._qualname})>"

    def __call__(self, *args, **kwargs):
        if self._kernel is None:
            raise NotImplementedError(
                f"Could not run '{self._qualname}' with arguments from the 'CPU' backend: no function was registered for "
                f"it. Use torch.library.impl(\"{self._qualname}\", \"cpu\").")
        values, named = self._read.bound(args, kwargs)
        tensors = [t for v in (*values, *named.values()) for t in (v if isinstance(v, list) else [v])
                   if isinstance(t, torch.Tensor)]
        needs_gradient = torch.is_grad_enabled() and any(t.requires_grad for t in tensors)
        if not self._written and (needs_gradient or torch._C._batch_level(tensors)):
            return self._recorded(values, named)
        # What writes into its arguments has no gradient, and may write into a leaf.
        with torch.set_grad_enabled(torch.is_grad_enabled() and not needs_gradient):
            return self._run(values, named)

    def _run(self, values, named):
        """The function's result; the caller sees to it that nothing is recorded."""
        output = self._kernel(*values, **named)
        self._read.check(output)
        given = {id(t): True for v in (*values, *named.values()) for t in (v if isinstance(v, list) else [v])
                 if isinstance(t, torch.Tensor)}
        outputs = list(output) if isinstance(output, (tuple, list)) else [output]
        storages = [t.untyped_storage().data_ptr() for t in outputs if isinstance(t, torch.Tensor) and t.numel()]
        if any(id(t) in given for t in outputs) or len(set(storages)) < len(storages):
            raise RuntimeError(
                f"{self._name} (with implementation in {inspect.getmodule(type(self))}): The output of this custom operator "
                "(1) must not also be an input to this custom operator and (2) may not alias any inputs to this custom "
                "operator or other returns. The most common way to trigger this error is if we have y = custom_op(x) and y "
                "and x are the same Tensor. Please instead return a clone of the offending output tensor(s) (e.g. return "
                "x.clone()) or refactor the custom operator to not return y.")
        written = [v for p, v in zip(self._read.parameters, (*values, *named.values())) if p.type.is_written]
        for value in written:
            for tensor in value if isinstance(value, list) else [value]:
                if tensor is not None:
                    torch.autograd.graph.increment_version(tensor)
        return output if self._read.is_single or not isinstance(output, list) else tuple(output)

    def _recorded(self, values, named):
        """The result as the output of one node. A list of tensors goes through it element by element."""
        count = len(values)
        while count and self._read.positional[count - 1].is_default(values[count - 1]):
            count -= 1
        defaults = values[count:]
        values = values[:count]
        shape = [len(v) if isinstance(v, list) and p.type.base == "Tensor" else None
                 for p, v in zip(self._read.positional, values)]
        flat = [t for v, count in zip(values, shape) for t in ([v] if count is None else v)]
        output = self._autograd_function().apply(*flat, _Metadata(shape, defaults, named))
        return list(output) if self._read.is_single and self._read.returns[0].is_list else output

    def _autograd_function(self):
        if self._function is None:
            op = self

            def forward(*flat):
                *flat, metadata = flat
                output = op._run(metadata.filled(flat), metadata.named)
                return tuple(output) if isinstance(output, list) else output

            def setup_context(ctx, inputs, output):
                *flat, ctx._metadata = inputs
                if op._setup_context_fn:
                    given = {"ctx": ctx, "inputs": tuple(ctx._metadata.filled(flat)), "output": output}
                    if op._read.is_single and op._read.returns and op._read.returns[0].is_list:
                        given["output"] = list(output)
                    if ctx._metadata.named:
                        given["keyword_only_inputs"] = ctx._metadata.named
                    op._setup_context_fn(**given)

            def backward(ctx, *grads):
                if op._backward_fn is None:
                    raise RuntimeError(
                        f"Trying to backward through {op._opoverload} but no autograd formula was registered. Please use "
                        "register_autograd to add one.")
                metadata = ctx._metadata
                if op._read.is_single and op._read.returns[0].is_list:
                    grads = (list(grads),)
                if metadata.has_lists:
                    ctx = _Grouped(ctx, tuple(metadata.grouped(ctx.needs_input_grad)))
                found = op._backward_fn(ctx, *grads)
                found = found if isinstance(found, tuple) else (found,)
                return (*(metadata.flattened(found) if metadata.has_lists else found), None)

            def vmap(info, in_dims, *flat):
                *flat, metadata = flat
                dims = metadata.grouped(in_dims[:len(flat)])
                if op._vmap_fn:
                    return op._vmap_fn(info, tuple(dims), *metadata.filled(flat), **metadata.named)
                return op._one_by_one(info, in_dims, flat, metadata)

            name = "GeneratedBackwardFor_" + str(self._opoverload).replace(".", "_")
            self._function = type(name, (torch.autograd.Function,), {
                part.__name__: staticmethod(part) for part in (forward, setup_context, backward, vmap)})
        return self._function

    def _one_by_one(self, info, in_dims, flat, metadata):
        """The results of a batch, computed for each of its elements."""
        results = []
        for index in range(info.batch_size):
            picked = [value if dim is None else value.select(dim, index) for value, dim in zip(flat, in_dims)]
            values = metadata.filled(picked)
            results.append(self(*values, **metadata.named))
        if not isinstance(results[0], (tuple, list)):
            return torch.stack(results), 0
        return tuple(torch.stack(parts) for parts in zip(*results)), tuple(0 for _ in results[0])

    def register_kernel(self, device_types, func=None, /):
        """Registers what runs on devices of a type; here that is the CPU."""
        kinds = [device_types] if device_types is None or isinstance(device_types, str) else list(device_types)

        def register(fn):
            if any(kind in (None, "cpu", "CPU") for kind in kinds):
                self._kernel = fn
            return fn

        return register if func is None else register(func)

    def register_fake(self, fn, /):
        """Registers the function that says how outputs look, without computing them."""
        self._abstract_fn = fn
        return fn

    def register_autograd(self, backward, /, *, setup_context=None):
        """Registers the formula of the gradient."""
        if self._written or not self._read.returns:
            raise RuntimeError(
                f"Cannot register autograd formula for non-functional operator {self} with schema {self._read}. Please "
                "create a functional operator and register an autograd formula for that.")
        self._backward_fn, self._setup_context_fn = backward, setup_context

    def register_vmap(self, func=None):
        """Registers what `torch.vmap` calls for a batch: a function of `info`, `in_dims` and the arguments."""

        def register(fn):
            self._vmap_fn = fn
            return fn

        return register if func is None else register(func)


class _Metadata:
    """What goes through a node beside the operator's positional arguments, and how those are grouped."""

    def __init__(self, shape, defaults, named):
        self.shape, self.defaults, self.named = shape, defaults, named
        self.has_lists = any(count is not None for count in shape)

    def grouped(self, flat):
        """Values that lie flat, with the lists that they came in."""
        rest = iter(flat)
        return [next(rest) if count is None else [next(rest) for _ in range(count)] for count in self.shape]

    def filled(self, flat):
        """The same with the defaults of the arguments that were left out at the end, which have no part in the node."""
        return [*self.grouped(flat), *self.defaults]

    def flattened(self, found):
        """The gradients of the arguments, those of lists one by one."""
        flat = []
        for place, count in enumerate(self.shape):
            gradient = found[place] if place < len(found) else None
            if count is None:
                flat.append(gradient)
            elif gradient is None:
                flat.extend([None] * count)
            elif isinstance(gradient, (list, tuple)) and len(gradient) == count:
                flat.extend(gradient)
            else:
                raise RuntimeError(
                    "Expected the return from backward to be of the same structure as the inputs: argument "
                    f"{place} is a list of {count}")
        return flat


class _Grouped:
    """The context of a node whose inputs came in lists: what it needs is grouped as they were."""

    def __init__(self, ctx, needs_input_grad):
        self.__dict__.update(_ctx=ctx, needs_input_grad=needs_input_grad)

    def __getattr__(self, name):
        return getattr(self._ctx, name)

    def __setattr__(self, name, value):
        setattr(self._ctx, name, value)


def _split(qualname, function):
    namespace, colons, name = qualname.partition("::")
    if not colons or not namespace or not name or "::" in name:
        raise ValueError(
            f"Expected qualname to be of the form \"namespace::name\", but got {qualname}. The qualname passed to the "
            "torch.library APIs must consist of a namespace and a name, e.g. aten::sin")
    if "." in name:
        raise ValueError(
            f"The torch.library.{function} APIs do not handle overloads, i.e. operator names with '.' in them. Please name "
            f"your operator something without '.'. Got: {qualname}")
    return namespace, name


def custom_op(name, fn=None, /, *, mutates_args, device_types=None, schema=None, tags=None):
    """Makes an operator of a function; as a decorator, or at once."""

    def make(function):
        text = schema or infer_schema(function, mutates_args=mutates_args)
        namespace, short = _split(name, "custom_op")
        op = CustomOpDef(namespace, short, text, function)
        if schema is not None and mutates_args != "unknown" and set(op._written) != set(mutates_args):
            raise ValueError(
                f"Attempted to create a custom op with `mutates_args={mutates_args}` and `schema={schema}. The schema "
                f"suggests that the op mutates {set(op._written)}which is different from what was provided to us in "
                "`mutates_args`. Please make these consistent.")
        if device_types is not None:
            op._kernel = None
            op.register_kernel(device_types, function)
        return op

    return make if fn is None else make(fn)


def _found(op):
    """An operator by itself or by its name."""
    if isinstance(op, CustomOpDef):
        return op
    if isinstance(op, (_ops.OpOverload, _ops.OpOverloadPacket)):
        return op._op
    if not isinstance(op, str):
        raise ValueError(f"Expected an operator or its name, got {type(op)}")
    found = _ops.find(*_split(op, "register"))
    if found is None:
        raise RuntimeError(f"operator {op} does not exist")
    return found


def register_autograd(op, backward, /, *, setup_context=None, lib=None):
    """Registers the formula of an operator's gradient."""
    _found(op).register_autograd(backward, setup_context=setup_context)


def register_fake(op, func=None, /, *, lib=None, _stacklevel=1, allow_override=False):
    """Registers the function that says how an operator's outputs look."""
    return _found(op).register_fake if func is None else _found(op).register_fake(func)


def register_kernel(op, device_types, func=None, /, *, lib=None):
    """Registers what an operator runs on devices of a type."""
    return _found(op).register_kernel(device_types, func)


def register_vmap(op, func=None, /, *, lib=None):
    """Registers what `torch.vmap` calls for a batch of an operator's arguments."""
    return _found(op).register_vmap(func)


def define(qualname, schema, *, lib=None, tags=()):
    """Declares an operator, whose function is registered later (`impl`)."""
    if not isinstance(qualname, str):
        raise ValueError(f"define(qualname, schema): expected qualname to be instance of str, got {type(qualname)}")
    CustomOpDef(*_split(qualname, "define"), schema, None)


def impl(qualname, types, func=None, *, lib=None):
    """Registers what a declared operator runs."""
    return _found(qualname).register_kernel("cpu" if types in ("default", "CompositeExplicitAutograd") else types, func)


class Library:
    """A namespace of operators that are declared by their schemas."""

    def __init__(self, ns, kind, dispatch_key=""):
        if kind not in ("IMPL", "DEF", "FRAGMENT"):
            raise ValueError(f"Unsupported kind: {kind}")
        self.ns, self.kind = ns, kind

    def define(self, schema, alias_analysis="", *, tags=()):
        """Declares an operator: `lib.define("twice(Tensor x) -> Tensor")`."""
        name, parenthesis, rest = schema.partition("(")
        define(f"{self.ns}::{name.strip()}", parenthesis + rest)
        return name.strip()

    def impl(self, op_name, fn, dispatch_key="", *, with_keyset=False, allow_override=False):
        """Registers what an operator of this namespace runs."""
        name = op_name if isinstance(op_name, str) else op_name._op._name
        impl(f"{self.ns}::{name.split('::')[-1]}", "cpu" if dispatch_key != "Meta" else "meta", fn)


# Checking

class OpCheckError(Exception):
    """A check of `opcheck` failed."""


class MetadataMismatchError(Exception):
    """What was registered of the outputs is not so."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason

    def __repr__(self):
        return f"MetadataMismatchError(reason={self.reason!r})"


def _written_argument(op, args, kwargs):
    """The first argument that a run changes although the schema does not say so."""
    values, named = op._read.bound(args, kwargs)

    def copy(value):
        if isinstance(value, torch.Tensor):
            return value.detach().clone()
        return [copy(element) for element in value] if isinstance(value, list) else value

    given = [copy(value) for value in (*values, *named.values())]
    before = [copy(value) for value in given]
    with torch.no_grad():
        op._kernel(*given[:len(values)], **dict(zip(named, given[len(values):])))
    for parameter, old, new in zip(op._read.parameters, before, given):
        if parameter.type.base != "Tensor" or parameter.type.is_written:
            continue
        pairs = zip(old, new) if isinstance(old, list) else [(old, new)]
        if any(a is not None and not torch.allclose(a, b, equal_nan=True) for a, b in pairs):
            return parameter.name
    return None


def _unlike(op, args, kwargs):
    """What the registered function says of the outputs that is not so."""
    if op._abstract_fn is None:
        return (f"There was no fake impl registered for {op}. This is necessary for torch.compile/export/fx tracing to work. "
                f"Please use `{op._init_fn.__name__}.register_fake` to add an fake impl.")
    values, named = op._read.bound(args, kwargs)
    with torch.no_grad():
        real, fake = op._run(values, named), op._abstract_fn(*values, **named)
    pairs = zip(real, fake) if isinstance(real, (tuple, list)) else [(real, fake)]
    for a, b in pairs:
        for what in ("dtype", "shape"):
            if isinstance(a, torch.Tensor) and getattr(a, what) != getattr(b, what):
                word = "Shapes" if what == "shape" else "Dtypes"
                return ("When comparing the output of "
                        f"{op._opoverload} on FakeTensor and concrete Tensors, found mismatched tensor metadata: {word} "
                        f"{getattr(a, what)} and {getattr(b, what)} are not equal!")
    return None


def opcheck(op, args, kwargs=None, *, test_utils=("test_schema", "test_autograd_registration", "test_faketensor",
                                                  "test_aot_dispatch_dynamic"), raise_exception=True, atol=None, rtol=None):
    """Runs an operator to see whether it does what it was registered to do.

    Returns:
        For each check `'SUCCESS'`, or what it found unless `raise_exception`.
    """
    if not isinstance(op, (CustomOpDef, _ops.OpOverload, _ops.OpOverloadPacket)):
        raise ValueError(
            "opcheck(op, ...): op must be instance of torch._ops.OpOverload, e.g. torch.ops.aten.sin.default, got "
            f"{type(op)}")
    op, kwargs, results = _found(op), kwargs or {}, {}
    for test in [test_utils] if isinstance(test_utils, str) else test_utils:
        problem = None
        if test == "test_schema":
            name = _written_argument(op, args, kwargs)
            problem = name and f"Argument {name} is not defined as mutable but was mutated"
        elif test == "test_faketensor":
            problem = _unlike(op, args, kwargs)
        if problem and raise_exception:
            raise OpCheckError(f"opcheck(op, ...): {test} failed with {problem} (scroll up for stack trace)")
        kind = MetadataMismatchError if test == "test_faketensor" else RuntimeError
        results[test] = kind(problem) if problem else "SUCCESS"
    return results
