"""What functions do with the batches of `vmap`.

Inside a function that vmap runs, a tensor is a batch that looks like one of its elements. A function that gets one ends
up in `_dispatch`: it has a rule that does it for all elements at once (`_rules`), or runs for one element after the other,
and the results are stacked. What cannot be one result for all elements, such as a number, is refused.
"""
import torch
from torch import _C

_make = _C._batched
_parts = _C._batch_parts

# The transforms that run, outer ones first: the place of each is the number of its level.
stack = []


class Frame:
    """One transform that runs: `vmap` has a size, the others have none."""

    def __init__(self, size=None, randomness="error"):
        self.size, self.randomness = size, randomness
        # What is differentiated by, in a transform that differentiates.
        self.starts = []

    def leads_to(self, tensor):
        """Whether a tensor was computed from what is differentiated by."""
        nodes = {start.grad_fn for start in self.starts if start.grad_fn is not None}
        leaves = {id(start) for start in self.starts if start.grad_fn is None}
        if tensor.grad_fn is None:
            return id(tensor) in leaves
        waiting, seen = [tensor.grad_fn], {tensor.grad_fn}
        while waiting:
            node = waiting.pop()
            if node in nodes or id(getattr(node, "variable", None)) in leaves:
                return True
            for following, _ in node.next_functions:
                if following is not None and following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return False

    def __enter__(self):
        stack.append(self)
        _C._transform_depth(len(stack))
        self.level = len(stack)
        if self.size is not None:
            self._before = _C._batch_limit(self.level)
        return self

    def __exit__(self, *exception):
        stack.pop()
        _C._transform_depth(len(stack))
        if self.size is not None:
            _C._batch_limit(self._before)


def frame_of(level):
    """The vmap of a level, which must still run."""
    if level > len(stack) or stack[level - 1].size is None:
        raise RuntimeError(
            "Either your tensor may have escaped from inside a function being vmapped and this is a user error (see "
            "https://pytorch.org/functorch/stable/ux_limitations.html), or there is an internal functorch error in "
            "`gen_vmap_plumbing` Please file an issue if it looks like the latter")
    return stack[level - 1]


class Below:
    """Inside, functions look at batches of outer levels only."""

    def __init__(self, level):
        self._limit = 0
        for number in range(min(level - 1, len(stack)), 0, -1):
            if stack[number - 1].size is not None:
                self._limit = number
                break

    def __enter__(self):
        self._before = _C._batch_limit(self._limit)

    def __exit__(self, *exception):
        _C._batch_limit(self._before)


def unbatched(value, level):
    """The batch and its dimension, of a batch of this level; None for anything else."""
    parts = _parts(value)
    return None if parts is None or parts[2] != level else parts


def front(value, dim):
    """A batch whose first dimension runs over the elements."""
    return value if dim == 0 else value.movedim(dim, 0)


# What has no rule can be

_ITEM = ("vmap: It looks like you're calling .item() on a Tensor. We don't support vmap over calling .item() on a Tensor, "
         "please try to rewrite what you're doing with other operations. If error is occurring somewhere inside PyTorch "
         "internals, please file a bug report.")
_BRANCH = ("vmap: It looks like you're attempting to use a Tensor in some data-dependent control flow. We don't support "
           "that yet, please file an issue at https://github.com/pytorch/pytorch/issues .")
_STORAGE = "Cannot access data pointer of Tensor that doesn't have storage"
_DYNAMIC = ("vmap: We do not support batching operators that can output dynamic shape. Attempted to vmap over aten::{}. "
            "Please file an issue at https://github.com/pytorch/pytorch/issues if you need this feature.")
_NO_RULE = "Batching rule not implemented for aten::{}. We could not generate a fallback."
_MASK = ("vmap: We do not support batching operators that can support dynamic shape. Attempting to batch over indexing "
         "with a boolean mask.")
_IN_PLACE = ("vmap: {0}(self, *extra_args) is not possible because there exists a Tensor `other` in extra_args that has more "
             "elements than `self`. This happened due to `other` being vmapped over but `self` not being vmapped over {1}. "
             "Please try to use out-of-place operators instead of {0}. If said operator is being called inside the PyTorch "
             "framework, please file a bug report instead.")
_ARITHMETIC = {"sub_", "subtract_", "mul_", "multiply_", "div_", "divide_", "true_divide_", "copy_", "masked_fill_",
               "logical_and_", "logical_or_", "logical_xor_", "__setitem__"}


def refusal_in_place(name, level):
    """The text for a batch that is to be written into what all elements share."""
    if name in _ARITHMETIC:
        return _IN_PLACE.format("inplace arithmetic", "in a vmap")
    if name in ("index_add_", "fill_", "index_fill_"):
        return _IN_PLACE.format(name, "in a vmap")
    return _IN_PLACE.format("aten::" + name, f"at level {level}")


_RANDOM = ("vmap: called random operation while in randomness error mode. Please either use the 'same' or 'different' "
           "randomness flags on vmap or perform the randomness operation out of vmap")

_REFUSED = {
    "__bool__": _BRANCH, "__contains__": _BRANCH, "is_nonzero": _BRANCH,
    "tolist": _STORAGE, "numpy": _STORAGE, "__array__": _STORAGE, "data_ptr": _STORAGE, "untyped_storage": _STORAGE,
    "apply_": _STORAGE, "map_": _STORAGE, "map2_": _STORAGE,
    "equal": _NO_RULE.format("equal"),
    "allclose": "vmap over torch.allclose isn't supported yet. Please file an issue at "
                "https://github.com/pytorch/pytorch/issues if you need this feature.",
    "masked_select": "vmap: Attempted to vmap over `mask` in torch.masked_select(self, mask) We cannot support this because "
                     "for each batch this would return a differently shaped Tensor. Please file an issue at "
                     "https://github.com/pytorch/pytorch/issues if you need this feature.",
    "backward": "backward() called inside a functorch transform. This is not supported, please use functorch.grad or "
                "functorch.vjp instead or call backward() outside of functorch transforms.",
    "requires_grad_": "You are attempting to call Tensor.requires_grad_() (or perhaps using torch.autograd.functional.* "
                      "APIs) inside of a function being transformed by a functorch transform. This is unsupported, please "
                      "attempt to use the functorch transforms (e.g. grad, vjp, jacrev, jacfwd, hessian) or call "
                      "requires_grad_() outside of a function being transformed instead.",
}
for _name in ("item", "__int__", "__float__", "__complex__", "__index__", "tensor", "as_tensor", "asarray",
              "scalar_tensor", "arange", "full", "linspace", "logspace", "range"):
    _REFUSED[_name] = _ITEM
for _name, _kernel in (("nonzero", "nonzero"), ("argwhere", "nonzero"), ("unique", "_unique2"),
                       ("unique_consecutive", "unique_consecutive")):
    _REFUSED[_name] = _DYNAMIC.format(_kernel)

# What only looks at the shape or the type of an element.
_LOOKS = {"shape", "size", "dim", "ndim", "ndimension", "numel", "nelement", "__len__", "stride", "is_contiguous", "dtype",
          "device", "layout", "itemsize", "element_size", "nbytes", "is_floating_point", "is_complex", "is_signed", "names",
          "is_sparse", "is_cuda", "is_cpu", "is_mps", "is_meta", "is_quantized", "is_sparse_csr", "is_mkldnn", "is_xla",
          "storage_offset", "get_device", "is_conj", "is_neg", "is_inference", "is_shared", "is_pinned",
          "_is_view", "is_same_size", "broadcast_shapes", "result_type", "can_cast", "has_names", "is_tensor"}


def _dispatch(kind, name, func, level, args, kwargs):
    if name in _LOOKS or name == "type" and len(args) == 1 and not kwargs:
        return _look(func, level, args, kwargs)
    if kind == "getter":
        return _attribute(name, func, level, args[0])
    if name in _REFUSED:
        raise RuntimeError(_REFUSED[name])
    if kwargs.get("out") is not None:
        raise RuntimeError(f"Batching rule not implemented for aten::{name}.out; the fallback path doesn't work on out= "
                           "or view ops.")
    frame = frame_of(level)
    from torch.func import _rules
    with Below(level):
        if name in _C._random_names:
            return _rules.draw(frame, level, name, func, args, kwargs)
        rule = _rules.find(name)
        if rule is not None:
            result = rule(_rules.Call(frame, level, name, func, args, kwargs))
            if result is not NotImplemented:
                return result
        return one_by_one(frame, level, name, func, args, kwargs)


def _element(value, dim):
    return value.select(dim, 0) if value.shape[dim] else value.new_empty(value.shape[:dim] + value.shape[dim + 1:])


def _look(func, level, args, kwargs):
    with Below(level):
        def first(value):
            parts = unbatched(value, level)
            return value if parts is None else _element(parts[0], parts[1])

        return func(*[first(value) for value in args], **{key: first(value) for key, value in kwargs.items()})


def is_tracked(level):
    """Whether something inside of a level differentiates."""
    return any(frame.size is None for frame in stack[level:])


def _attribute(name, func, level, tensor):
    value, dim, _ = _parts(tensor)
    if name in ("requires_grad", "is_leaf", "grad_fn", "grad", "_version", "output_nr", "retains_grad", "_base"):
        if is_tracked(level):
            return func(value)
        return {"requires_grad": False, "is_leaf": True, "output_nr": 0, "retains_grad": False}.get(name)
    with Below(level):
        if name in ("data", "real", "imag"):
            return _make(func(value), dim, level)
        if name in ("T", "mT", "H", "mH"):
            moved = front(value, dim)
            if name in ("mT", "mH") or moved.dim() == 3:
                return _make(getattr(moved, "m" + name[-1]), 0, level)
            if name == "T":
                return _make(moved.permute(0, *range(moved.dim() - 1, 0, -1)), 0, level)
            return one_by_one(frame_of(level), level, name, func, (tensor,), {})
        return func(_element(value, dim))


# How tensors are written while something differentiates

def _text(tensor):
    """The text of a tensor with a wrapping for each transform that runs and that it takes part in; None for none."""
    wrappings, inner = [], tensor
    parts = _parts(inner)
    while parts is not None:
        inner = parts[0]
        wrappings.append((parts[2], f"BatchedTensor(lvl={parts[2]}, bdim={parts[1]}, value=\n"))
        parts = _parts(inner)
    if inner.requires_grad:
        tracked = [level for level, frame in enumerate(stack, 1) if frame.size is None and frame.leads_to(inner)]
        wrappings += [(level, f"GradTrackingTensor(lvl={level}, value=\n") for level in tracked]
        if tracked:
            inner = inner.detach()
    if not wrappings:
        return None
    text = repr(inner)
    for _, opening in sorted(wrappings):
        text = opening + "".join("    " * bool(line) + line + "\n" for line in text.split("\n")) + ")"
    return text


# One element after the other

def is_in_place(name):
    return name.endswith("_") and not name.endswith("__") or name in (
        "__setitem__", "__iand__", "__ior__", "__ixor__", "__ilshift__", "__irshift__")


def elements(level, in_place):
    """A function that gives the arguments of the element of a number."""
    rows = {}

    def at(value, index):
        if isinstance(value, torch.Tensor):
            parts = unbatched(value, level)
            if parts is None:
                return value
            batch, dim, _ = parts
            if in_place:
                # A write has to reach the batch.
                return batch.select(dim, index)
            found = rows.get(id(value))
            if found is None:
                found = rows[id(value)] = batch.unbind(dim)
            return found[index]
        if type(value) in (list, tuple):
            return type(value)([at(each, index) for each in value])
        if type(value) is slice:
            return slice(at(value.start, index), at(value.stop, index), at(value.step, index))
        return value

    return at


def one_by_one(frame, level, name, func, args, kwargs, before=None):
    """The results for all elements, stacked; `before` is called before each."""
    in_place = is_in_place(name)
    if in_place and unbatched(args[0], level) is None:
        raise RuntimeError(refusal_in_place(name, level))
    if frame.size == 0:
        raise NotImplementedError(f"vmap of {name} over a batch without elements is not supported by nbrun")
    at = elements(level, in_place)
    results = []
    for index in range(frame.size):
        if before is not None:
            before(index)
        results.append(func(*at(args, index), **{key: at(value, index) for key, value in kwargs.items()}))
    if in_place:
        return args[0]
    return stacked(results, level, name)


def _node(function, level, name, formula, *inputs):
    """A formula that is one node, for all elements."""
    if name == "MkldnnRnnLayerBackward0":
        raise RuntimeError(_NO_RULE.format("lstm.input"))
    with Below(level):
        return one_by_one(frame_of(level), level, name, getattr(_C, function), (name, formula) + inputs, {})


def stacked(results, level, name):
    """The results of the elements as results of the batch."""
    first = results[0]
    if isinstance(first, torch.Tensor):
        return _make(torch.stack(results), 0, level)
    if isinstance(first, (tuple, list)):
        parts = [stacked([result[i] for result in results], level, name) for i in range(len(first))]
        return parts if isinstance(first, list) else _C._result_like(first, parts)
    if first is None:
        return None
    raise RuntimeError(_NO_RULE.format(name))


# Derivatives

def plain(tensor):
    """The innermost batch."""
    parts = _parts(tensor)
    while parts is not None:
        tensor = parts[0]
        parts = _parts(tensor)
    return tensor


def on_plain(function, tensor):
    """The tensor with what the function makes of the innermost batch."""
    parts = _parts(tensor)
    return function(tensor) if parts is None else _make(on_plain(function, parts[0]), parts[1], parts[2])


def levels():
    """The levels of the vmaps that run."""
    return [number for number, frame in enumerate(stack, 1) if frame.size is not None]


def start(tensor, function):
    """A tensor to differentiate by, that has a gradient of its own for each element of each vmap that runs: what the
    function makes of the tensor."""
    return on_plain(function, _spread(tensor, levels()))


def _spread(tensor, numbers):
    if not numbers:
        return tensor
    level = numbers[-1]
    parts = unbatched(tensor, level)
    if parts is None:
        value, dim = tensor.unsqueeze(0).expand(stack[level - 1].size, *tensor.shape), 0
    else:
        value, dim, _ = parts
    return _make(_spread(value, numbers[:-1]), dim, level)


def _has_level(tensor, level):
    parts = _parts(tensor)
    while parts is not None:
        if parts[2] == level:
            return True
        parts = _parts(parts[0])
    return False


def _laid_out(weight, output):
    """A weight's innermost batch with the dimensions of the output's, all of whose levels it may have."""
    parts = _parts(output)
    if parts is None:
        return weight
    value, dim, level = parts
    own = unbatched(weight, level)
    if own is None:
        size = value.shape[dim]
        weight = weight.unsqueeze(dim).expand(*weight.shape[:dim], size, *weight.shape[dim:])
    else:
        weight = own[0] if own[1] == dim else own[0].movedim(own[1], dim)
    return _laid_out(weight, value)


def gradients(outputs, inputs, weights):
    """`torch.autograd.grad` for batches, whose elements do not depend on one another."""
    for level in reversed(levels()):
        if any(_has_level(weight, level) and not _has_level(output, level) for weight, output in zip(weights, outputs)):
            size = stack[level - 1].size
            at = elements(level, False)
            rows = [gradients(outputs, inputs, [at(weight, index) for weight in weights]) for index in range(size)]
            return [None if column[0] is None else _make(torch.stack(column), 0, level) for column in zip(*rows)]
        if any(_has_level(output, level) for output in outputs) and not all(
                _has_level(tensor, level) for tensor in inputs):
            raise NotImplementedError(
                "a derivative inside of vmap by a tensor of outside is not supported by nbrun; the nearest is to call "
                "torch.func.grad outside of vmap")
    found = torch.autograd.grad(
        [plain(output) for output in outputs], [plain(tensor) for tensor in inputs],
        [_laid_out(weight, output) for weight, output in zip(weights, outputs)], create_graph=True, allow_unused=True)
    return [None if gradient is None else on_plain(lambda _: gradient, tensor)
            for gradient, tensor in zip(found, inputs)]
