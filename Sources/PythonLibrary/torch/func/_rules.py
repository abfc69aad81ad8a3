"""How functions are done for all elements of a batch at once."""

import torch
from torch import _C
from torch.func import _batched
from torch.func._batched import _MASK, _RANDOM, _make, front, is_in_place, one_by_one, unbatched


class Call:
    """A call with batches of one level."""

    def __init__(self, frame, level, name, func, args, kwargs):
        self.frame, self.level, self.name, self.func = frame, level, name, func
        self.args, self.kwargs = args, kwargs

    def made(self, result):
        """Results whose first dimension runs over the elements."""
        if isinstance(result, torch.Tensor):
            return _make(result, 0, self.level)
        if isinstance(result, list):
            return [self.made(part) for part in result]
        return _C._result_like(result, [self.made(part) for part in result])

    def first(self):
        """The batch of the first argument, its dimension in front; None if it is none, or another argument is one."""
        parts = unbatched(self.args[0], self.level) if self.args else None
        if parts is None or _C._batch_level([self.args[1:], list(self.kwargs.values())]) == self.level:
            return None
        return front(parts[0], parts[1])


def wrapped(dim, rank):
    """A dimension of an element as one of the batch with its dimension in front."""
    size = max(rank, 1)
    if not -size <= dim < size:
        raise IndexError(f"Dimension out of range (expected to be in range of [{-size}, {size - 1}], but got {dim})")
    return dim % size + 1


# Element by element

_POINTWISE = set("""
abs absolute neg negative positive sin cos tan asin acos atan arcsin arccos arctan sinh cosh tanh asinh acosh atanh arcsinh
arccosh arctanh exp exp2 expm1 log log2 log10 log1p sqrt rsqrt reciprocal square sign sgn signbit floor ceil round trunc fix
frac sigmoid relu relu6 gelu silu mish elu selu celu leaky_relu hardtanh hardsigmoid hardswish hardshrink softshrink softplus
softsign tanhshrink threshold logsigmoid log_sigmoid logit expit erf erfc erfinv lgamma digamma nan_to_num isnan isinf
isfinite isposinf isneginf isreal bitwise_not logical_not conj conj_physical angle clone float double half bfloat16 int long
short bool to type cpu contiguous detach alias rad2deg deg2rad i0 sinc clamp clip clamp_min clamp_max zeros_like ones_like
full_like empty_like add sub subtract mul multiply div divide true_divide floor_divide remainder fmod pow float_power eq ne lt
le gt ge less greater less_equal greater_equal not_equal maximum minimum fmax fmin atan2 arctan2 hypot logaddexp logaddexp2
copysign nextafter bitwise_and bitwise_or bitwise_xor logical_and logical_or logical_xor xlogy where lerp addcmul addcdiv
masked_fill rsub isclose heaviside ldexp gcd lcm type_as resolve_conj resolve_neg copy fill zero real imag view_as_real
__and__ __or__ __xor__ __rand__ __ror__ __rxor__ __lshift__ __rshift__ __rlshift__ __rrshift__ __rsub__ __rdiv__ __rpow__
__rmod__ __floordiv__ __rfloordiv__ __eq__ __invert__ __iand__ __ior__ __ixor__ __ilshift__ __irshift__ __abs__
""".split())


# These have the batch's dimension in front even where the other operand is a number.
_IN_FRONT = {"add", "sub", "subtract", "mul", "multiply", "div", "divide", "true_divide"}


def _pointwise(call):
    if call.name == "where" and len(call.args) == 1:
        raise RuntimeError(_batched._DYNAMIC.format("where"))
    values = list(call.args) + list(call.kwargs.values())
    tensors = [value for value in values if isinstance(value, torch.Tensor)]
    in_place = is_in_place(call.name)
    if in_place and unbatched(call.args[0], call.level) is None and call.name not in ("add_", "atan2_"):
        raise RuntimeError(_batched.refusal_in_place(call.name, call.level))
    if len(tensors) == 1 and not (call.name in _IN_FRONT and len(call.args) > 1):
        def only(value):
            return unbatched(value, call.level)[0] if isinstance(value, torch.Tensor) else value

        result = call.func(*[only(value) for value in call.args],
                           **{key: only(value) for key, value in call.kwargs.items()})
        if in_place:
            return call.args[0]
        return _make(result, unbatched(tensors[0], call.level)[1], call.level)
    types = {tensor.dtype for tensor in tensors}
    logical = [_rank(tensor, call.level) for tensor in tensors]
    # An element without dimensions takes part in the choice of a type as such.
    if len(types) > 1 and 0 in logical and call.name not in ("copy_", "where", "masked_fill", "masked_fill_", "type_as"):
        return NotImplemented
    rank = _rank(call.args[0], call.level) if in_place else max(logical)

    def aligned(value):
        parts = unbatched(value, call.level) if isinstance(value, torch.Tensor) else None
        if parts is None:
            return value
        moved = front(parts[0], parts[1])
        missing = rank - (moved.dim() - 1)
        return moved if missing <= 0 else moved.reshape(moved.shape[:1] + (1,) * missing + moved.shape[1:])

    result = call.func(*[aligned(value) for value in call.args],
                       **{key: aligned(value) for key, value in call.kwargs.items()})
    return call.args[0] if in_place else call.made(result)


def _rank(tensor, level):
    parts = unbatched(tensor, level)
    return tensor.dim() if parts is None else parts[0].dim() - 1


# Views, and other layouts of the same values: functions of the batch with its dimension in front and of the rank of an
# element, which take what the function takes behind the tensor.

def _numbers(values):
    return tuple(values[0]) if len(values) == 1 and isinstance(values[0], (tuple, list)) else values


def _dims(values, rank):
    return [wrapped(dim, rank) for dim in _numbers(values)]


def _transpose(x, rank, dim0, dim1):
    return x.transpose(wrapped(dim0, rank), wrapped(dim1, rank)) if rank else x


def _t(x, rank):
    return NotImplemented if rank > 2 else x.transpose(1, 2) if rank == 2 else x


def _permute(x, rank, *dims):
    return x.permute(0, *_dims(dims, rank))


def _moved(x, rank, source, destination):
    if isinstance(source, int):
        return x.movedim(wrapped(source, rank), wrapped(destination, rank))
    return x.movedim(_dims(source, rank), _dims(destination, rank))


def _squeeze(x, rank, *dims, dim=None):
    dims = _numbers(dims) if dims else () if dim is None else dim if isinstance(dim, (tuple, list)) else (dim,)
    if not dims:
        return x.squeeze([d for d in range(1, rank + 1) if x.shape[d] == 1])
    return x.squeeze(_dims(dims, rank)) if rank else x


def _flatten(x, rank, start_dim=0, end_dim=-1):
    return x.flatten(wrapped(start_dim, rank), wrapped(end_dim, rank)) if rank else x.unsqueeze(1)


def _expand(x, rank, *size, implicit=False):
    size = _numbers(size)
    if len(size) > rank:
        x = x.reshape(x.shape[:1] + (1,) * (len(size) - rank) + x.shape[1:])
    return x.expand(x.shape[0], *size)


def _view(x, rank, *size, dtype=None):
    size = _numbers(size) if size else dtype
    if isinstance(size, torch.dtype) or (len(size) == 1 and isinstance(size[0], torch.dtype)):
        return NotImplemented
    return x.view(x.shape[0], *size)


def _reshape(x, rank, *shape, **named):
    return x.reshape(x.shape[0], *_numbers(shape or (named["shape"],)))


def _select(x, rank, dim, index):
    return x.select(wrapped(dim, rank), index)


_SHAPES = {
    "transpose": _transpose, "swapaxes": _transpose, "swapdims": _transpose, "t": _t, "permute": _permute,
    "movedim": _moved, "moveaxis": _moved, "squeeze": _squeeze, "flatten": _flatten, "expand": _expand,
    "broadcast_to": _expand, "view": _view, "reshape": _reshape, "select": _select,
    "unsqueeze": lambda x, rank, dim: x.unsqueeze(wrapped(dim, rank + 1)),
    "view_as": lambda x, rank, other: x.view(x.shape[0], *other.shape),
    "reshape_as": lambda x, rank, other: x.reshape(x.shape[0], *other.shape),
    "expand_as": lambda x, rank, other: _expand(x, rank, *other.shape),
    "narrow": lambda x, rank, dim, start, length: x.narrow(wrapped(dim, rank), start, length),
    "diagonal": lambda x, rank, offset=0, dim1=0, dim2=1: x.diagonal(offset, wrapped(dim1, rank), wrapped(dim2, rank)),
    "unbind": lambda x, rank, dim=0: x.unbind(wrapped(dim, rank)),
    "chunk": lambda x, rank, chunks, dim=0: x.chunk(chunks, wrapped(dim, rank)),
    "split": lambda x, rank, split_size, dim=0: x.split(split_size, wrapped(dim, rank)),
    "unfold": lambda x, rank, dimension, size, step: x.unfold(wrapped(dimension, rank), size, step),
    "unflatten": lambda x, rank, dim, sizes: x.unflatten(wrapped(dim, rank), sizes),
    "flip": lambda x, rank, *dims: x.flip(_dims(dims, rank)),
    "adjoint": lambda x, rank: x.adjoint() if rank > 1 else NotImplemented,
}


def _reshaped(call):
    x = call.first()
    if x is None:
        return NotImplemented
    try:
        result = _SHAPES[call.name](x, x.dim() - 1, *call.args[1:], **call.kwargs)
    except (TypeError, KeyError):
        # The function says what is wrong with its arguments.
        return NotImplemented
    return result if result is NotImplemented else call.made(result)


def _is_mask(index):
    return isinstance(index, torch.Tensor) and index.dtype == torch.bool


def _item(call):
    index = call.args[1]
    parts = index if isinstance(index, tuple) else (index,)
    if any(_is_mask(part) and unbatched(part, call.level) is not None for part in parts):
        raise RuntimeError(_MASK)
    x = call.first()
    if x is None or any(isinstance(part, (bool, tuple)) for part in parts):
        return NotImplemented
    places = [place for place, part in enumerate(parts) if isinstance(part, (torch.Tensor, list))]
    # Tensors that stand apart put their dimensions in front of all others.
    if places and places[-1] - places[0] >= len(places):
        return NotImplemented
    try:
        return call.made(x[(slice(None), *parts)])
    except IndexError:
        # An element says what is wrong.
        return call.made(_batched._element(x, 0)[index])


def _set_item(call):
    target, index, value = call.args
    parts = index if isinstance(index, tuple) else (index,)
    own = unbatched(target, call.level)
    if own is None:
        raise RuntimeError(_batched.refusal_in_place(call.name, call.level))
    if _C._batch_level(parts) == call.level or any(isinstance(part, (torch.Tensor, list, bool)) for part in parts):
        return NotImplemented
    place = front(own[0], own[1])[(slice(None), *parts)]
    given = unbatched(value, call.level) if isinstance(value, torch.Tensor) else None
    if given is not None:
        moved = front(given[0], given[1])
        missing = place.dim() - moved.dim()
        if missing < 0:
            return NotImplemented
        value = moved.reshape(moved.shape[:1] + (1,) * missing + moved.shape[1:])
    if isinstance(value, torch.Tensor):
        place.copy_(value)
    else:
        place.fill_(value)
    return None


# Along dimensions: the position of `dim` behind the tensor.

_ALONG = {"sum": 0, "nansum": 0, "mean": 0, "var": 0, "std": 0, "amax": 0, "amin": 0, "logsumexp": 0, "softmax": 0,
          "log_softmax": 0, "cumsum": 0, "cumprod": 0, "logcumsumexp": 0, "cummax": 0, "cummin": 0, "argmax": 0, "argmin": 0,
          "any": 0, "all": 0, "prod": 0, "sort": 0, "argsort": 0, "topk": 1, "kthvalue": 1, "max": 0, "min": 0, "median": 0,
          "index_select": 0, "vector_norm": 1, "roll": 1, "count_nonzero": 0, "diff": 1, "renorm": 1}
# Without a dimension these run over all, and take a list of dimensions.
_OVER_ALL = {"sum", "nansum", "mean", "var", "std", "amax", "amin", "vector_norm"}
# These take one dimension at most.
_FLAT = {"argmax", "argmin", "any", "all", "prod"}
# The dimension that is meant where none is given.
_LAST = {"sort", "argsort", "topk", "kthvalue", "diff"}


def _along(call):
    if call.name in ("max", "min") and len(call.args) > 1 and isinstance(call.args[1], torch.Tensor):
        return _pointwise(call)
    x = call.first()
    if x is None or x.dim() == 1:
        return NotImplemented
    rank = x.dim() - 1
    rest, named = list(call.args[1:]), dict(call.kwargs)
    place = _ALONG[call.name]
    if "axis" in named:
        named["dim"] = named.pop("axis")
    if "dims" in named:
        named["dim"] = named.pop("dims")
    dim = named.get("dim") if "dim" in named else rest[place] if len(rest) > place else None
    if call.name in ("var", "std") and isinstance(dim, bool):
        # var(unbiased)
        return NotImplemented
    if dim is None or isinstance(dim, (tuple, list)) and not dim and call.name in _OVER_ALL:
        if call.name in _LAST:
            dim = -1
        elif call.name in _FLAT and not named.get("keepdim"):
            x, dim, rank = x.flatten(1), 0, 1
        elif call.name in _OVER_ALL:
            dim = list(range(rank))
        elif call.name in ("max", "min") and not rest and not named:
            return call.made(call.func(x.flatten(1), 1)[0])
        else:
            return NotImplemented
    dims = [wrapped(each, rank) for each in dim] if isinstance(dim, (tuple, list)) else wrapped(dim, rank)
    if "dim" in named or len(rest) <= place:
        named["dims" if call.name == "roll" else "dim"] = dims
    else:
        rest[place] = dims
    return call.made(call.func(x, *rest, **named))


# Products and joins

def _moved_or_self(call, value):
    parts = unbatched(value, call.level) if isinstance(value, torch.Tensor) else None
    return value if parts is None else front(parts[0], parts[1])


def _matmul(call):
    if len(call.args) != 2 or call.kwargs or not all(isinstance(value, torch.Tensor) for value in call.args):
        return NotImplemented
    a, b = call.args
    if call.name == "__rmatmul__":
        a, b = b, a
    ranks = _rank(a, call.level), _rank(b, call.level)
    expected = {"mm": (2, 2), "mv": (2, 1), "dot": (1, 1), "bmm": (3, 3)}.get(call.name)
    if 0 in ranks or expected not in (None, ranks) or a.dtype != b.dtype:
        return NotImplemented
    a, b = _moved_or_self(call, a), _moved_or_self(call, b)
    if ranks[0] == 1:
        a = a.unsqueeze(-2)
    if ranks[1] == 1:
        b = b.unsqueeze(-1)
    if call.name == "dot" and a.shape[-1] != b.shape[-2]:
        return NotImplemented
    most = max(ranks[0], ranks[1], 2)

    def aligned(x, rank):
        # Room for dimensions that the other has between the batch's and the matrices.
        missing = most - max(rank, 2)
        return x.reshape(x.shape[:1] + (1,) * missing + x.shape[1:]) if missing and x.dim() == max(rank, 2) + 1 else x

    result = aligned(a, ranks[0]) @ aligned(b, ranks[1])
    if ranks[1] == 1:
        result = result.squeeze(-1)
    if ranks[0] == 1:
        result = result.squeeze(-1 if ranks[1] == 1 else -2)
    return call.made(result)


def _linear(call):
    args = dict(zip(("input", "weight", "bias"), call.args), **call.kwargs)
    if set(args) - {"input", "weight", "bias"} or not isinstance(args.get("weight"), torch.Tensor) or args[
            "weight"].dim() != 2:
        return NotImplemented
    result = torch.matmul(args["input"], args["weight"].t())
    return result if args.get("bias") is None else result + args["bias"]


def _linear_outside(call):
    with _Level(call):
        return _linear(call)


class _Level:
    """Inside, functions look at the batches of a call again."""

    def __init__(self, call):
        self._level = call.level

    def __enter__(self):
        self._before = _C._batch_limit(self._level)

    def __exit__(self, *exception):
        _C._batch_limit(self._before)


def _join(call):
    tensors = call.args[0] if call.args else call.kwargs.get("tensors")
    if not isinstance(tensors, (tuple, list)) or not all(isinstance(tensor, torch.Tensor) for tensor in tensors):
        return NotImplemented
    rank = _rank(tensors[0], call.level)
    if any(_rank(tensor, call.level) != rank for tensor in tensors):
        return NotImplemented
    dim = call.kwargs.get("dim", call.kwargs.get("axis", call.args[1] if len(call.args) > 1 else 0))

    def full(tensor):
        parts = unbatched(tensor, call.level)
        return front(parts[0], parts[1]) if parts is not None else tensor.expand(call.frame.size, *tensor.shape)

    dim = wrapped(dim, rank + 1 if call.name == "stack" else rank)
    return call.made(call.func([full(tensor) for tensor in tensors], dim))


def _batch_norm(call):
    values = dict(zip(("input", "weight", "bias", "running_mean", "running_var", "training"), call.args), **call.kwargs)
    mean = values.get("running_mean")
    if values.get("training") and mean is not None and unbatched(values["input"], call.level) is not None and unbatched(
            mean, call.level) is None:
        raise RuntimeError(
            "Batch norm got a batched tensor as input while the running_mean or running_var, which will be updated in "
            "place, were not batched.\nIf you are using a module and do not need eval mode, please set "
            "`track_running_stats` to be False.If you are using a prebuilt module and do not need eval mode, please see the "
            "functorch website for resources on how to patch your module to work with vmap")
    return NotImplemented


def _outer(call):
    a, b = call.args
    with _Level(call):
        return a.unsqueeze(-1) * b


def _norm(call):
    x = call.first()
    if x is None or x.dim() == 1 or len(call.args) > 1 or call.kwargs:
        return NotImplemented
    return call.made(torch.linalg.vector_norm(x, 2, tuple(range(1, x.dim()))))


def _layer_norm(call):
    x = call.first()
    return NotImplemented if x is None else call.made(call.func(x, *call.args[1:], **call.kwargs))


def _new(call):
    """A tensor like the first, of which each element has its own."""
    parts = unbatched(call.args[0], call.level)
    if parts is None or call.first() is None:
        return NotImplemented
    value, dim, _ = parts
    made = call.func(_batched._element(value, dim), *call.args[1:], **call.kwargs)
    return call.made(made.unsqueeze(0).expand(call.frame.size, *made.shape).contiguous())


_OTHERS = {"__getitem__": _item, "__setitem__": _set_item, "linear": _linear_outside, "cat": _join, "concat": _join,
           "concatenate": _join, "stack": _join, "batch_norm": _batch_norm, "outer": _outer, "ger": _outer, "norm": _norm,
           "layer_norm": _layer_norm}
_OTHERS.update(dict.fromkeys(_POINTWISE, _pointwise))
_OTHERS.update(dict.fromkeys([name + "_" for name in _POINTWISE if not name.endswith("_")], _pointwise))
_OTHERS.update(dict.fromkeys(_SHAPES, _reshaped))
_OTHERS.update(dict.fromkeys(_ALONG, _along))
_OTHERS.update(dict.fromkeys(("matmul", "mm", "mv", "dot", "bmm", "__matmul__", "__rmatmul__"), _matmul))
_OTHERS.update(dict.fromkeys(("new_zeros", "new_ones", "new_full", "new_empty", "new_tensor"), _new))


def find(name):
    """The rule of a function; None if it is done for one element after the other."""
    return _OTHERS.get(name)


# Random numbers

# Functions that take a size: the position of it among the arguments.
_SIZES = {"rand": 0, "randn": 0, "randint": 1, "normal": 2}
# What draws for each element of a tensor by itself.
_FOR_EACH = {"rand_like", "randn_like", "randint_like", "bernoulli", "dropout", "alpha_dropout", "native_dropout", "poisson",
             "binomial", "normal", "rrelu", "normal_", "uniform_", "bernoulli_", "exponential_", "geometric_", "cauchy_",
             "log_normal_", "random_", "dropout_", "alpha_dropout_", "rrelu_", "_standard_gamma"}


def draw(frame, level, name, func, args, kwargs):
    """A call that draws random numbers, or the refusal of one."""
    if frame.randomness == "error":
        raise RuntimeError(_RANDOM)
    is_batched = _C._batch_level([list(args), list(kwargs.values())]) == level
    in_place = is_in_place(name)
    if frame.randomness == "same":
        if not is_batched:
            return func(*args, **kwargs)
        if name == "multinomial":
            raise RuntimeError("Vmap does not currently support same randomness with a batched tensor input. Please file an "
                               "issue with functorch")
        state = torch.get_rng_state()
        return one_by_one(frame, level, name, func, args, kwargs, lambda index: torch.set_rng_state(state))
    tensors = [value for value in list(args) + list(kwargs.values()) if isinstance(value, torch.Tensor)]
    if in_place and unbatched(args[0], level) is None:
        raise RuntimeError(
            "vmap: Cannot ask for different inplace randomness on an unbatched tensor. This will appear like same "
            "randomness. If this is necessary for your usage, please file an issue with functorch.")
    if not tensors and name in _SIZES:
        changed = _with_size(frame, name, args, kwargs)
        if changed is not None:
            return _make(func(*changed, **{key: value for key, value in kwargs.items() if key != "size"}), 0, level)
    if name == "bernoulli" and len(tensors) == len(args) == 1:
        # Uniform numbers are compared with the probabilities.
        value = tensors[0]
        whole = front(*unbatched(value, level)[:2]) if is_batched else value.expand(frame.size, *value.shape)
        drawn = torch.rand(whole.shape, dtype=torch.float64 if whole.dtype == torch.float64 else torch.float32)
        return _make((drawn < whole).to(whole.dtype), 0, level)
    if len(tensors) == 1 and (name in _FOR_EACH or name == "multinomial" and _rank(tensors[0], level) == 1):
        def full(value):
            if not isinstance(value, torch.Tensor):
                return value
            parts = unbatched(value, level)
            return front(parts[0], parts[1]) if parts is not None else value.expand(frame.size, *value.shape)

        result = func(*[full(value) for value in args], **{key: full(value) for key, value in kwargs.items()})
        return args[0] if in_place else _make(result, 0, level)
    return one_by_one(frame, level, name, func, args, kwargs)


def _with_size(frame, name, args, kwargs):
    """The arguments by position with a size for the whole batch; None where they are not what they mostly are."""
    args = list(args)
    if "size" in kwargs:
        size = kwargs["size"]
    elif name in ("rand", "randn"):
        size, args = _numbers(tuple(args)), []
    elif len(args) > 1 and isinstance(args[-1], (tuple, list)):
        size = args.pop()
    else:
        return None
    return args + [(frame.size, *size)]
