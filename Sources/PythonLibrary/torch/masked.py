"""Tensors of which some elements do not count: `torch.masked`. Here they are in rows and columns; the data carry the graph."""
import warnings

import torch
from torch.overrides import get_default_nowrap_functions

__all__ = ["MaskedTensor", "amax", "amin", "argmax", "argmin", "as_masked_tensor", "cumprod", "cumsum", "is_masked_tensor",
           "log_softmax", "logaddexp", "logsumexp", "masked_tensor", "mean", "median", "norm", "normalize", "prod", "softmax",
           "softmin", "std", "sum", "var"]


def __getattr__(name):
    if name == "_ops":
        return torch._C._import("torch.masked")
    raise torch._C._missing("torch.masked", name, __all__)


# Functions of tensors with a mask beside


def _parts(input, mask):
    """The data and the mask that counts, of the same shape."""
    if is_masked_tensor(input):
        own = input._masked_mask
        input = _data(input)
        mask = own if mask is None else own & mask
    if mask is None:
        return input, torch.ones(input.shape, dtype=torch.bool)
    if mask.dim() > input.dim():
        raise IndexError("_input_mask expected broadcastable mask (got mask dimensionality higher than of the input)")
    return input, mask.to(torch.bool).expand(input.shape)


def _lowest(dtype):
    return float("-inf") if dtype.is_floating_point else torch.iinfo(dtype).min if dtype != torch.bool else False


def _highest(dtype):
    return float("inf") if dtype.is_floating_point else torch.iinfo(dtype).max if dtype != torch.bool else True


def _dims(dim, rank):
    """The dimensions that are meant; none given means all."""
    if dim is None or dim == ():
        return tuple(range(rank))
    dims = (dim,) if isinstance(dim, int) else tuple(dim)
    found = []
    for one in dims:
        if not -max(rank, 1) <= one < max(rank, 1):
            raise IndexError(f"Dimension out of range (expected to be in range of [{-max(rank, 1)}, {max(rank, 1) - 1}], "
                             f"but got {one})")
        one %= max(rank, 1)
        if one in found:
            raise RuntimeError(f"dim={one} appears multiple times in the list of dims")
        found.append(one)
    return tuple(found)


def _filled(input, mask, value, dtype=None):
    input, mask = _parts(input, mask)
    if dtype is not None:
        input = input.to(dtype)
    return torch.where(mask, input, torch.full((), value, dtype=input.dtype))


def _sum_type(input, dtype):
    own = _data(input).dtype if is_masked_tensor(input) else input.dtype
    return dtype if dtype is not None else own if own.is_floating_point or own.is_complex else torch.int64


def sum(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The sum of what counts."""
    dtype = _sum_type(input, dtype)
    whole = _filled(input, mask, 0, dtype)
    dims = _dims(dim, whole.dim())
    return whole.sum(dims, keepdim=bool(keepdim)) if dims else whole.clone()


def prod(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The product of what counts."""
    result = _filled(input, mask, 1, _sum_type(input, dtype))
    for one in sorted(_dims(dim, result.dim()), reverse=True):
        result = result.prod(one, keepdim=bool(keepdim))
    return result


def _extreme(name, value):
    function = getattr(torch, name)

    def extreme(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        dtype = dtype or (_data(input).dtype if is_masked_tensor(input) else input.dtype)
        whole = _filled(input, mask, value(dtype), dtype)
        return function(whole, _dims(dim, whole.dim()), bool(keepdim))

    extreme.__name__ = extreme.__qualname__ = name
    return extreme


def _place(name, value):
    function = getattr(torch, name)

    def place(input, dim=None, *, keepdim=False, dtype=None, mask=None):
        dtype = dtype or (_data(input).dtype if is_masked_tensor(input) else input.dtype)
        # The places come in the type of the elements, as PyTorch gives them.
        return function(_filled(input, mask, value(dtype), dtype), dim, bool(keepdim)).to(dtype)

    place.__name__ = place.__qualname__ = name
    return place


amax, amin = _extreme("amax", _lowest), _extreme("amin", _highest)
argmax, argmin = _place("argmax", _lowest), _place("argmin", _highest)


def _count(input, dim, keepdim, mask, dtype):
    return sum(_parts(input, mask)[1].to(dtype), dim, keepdim=keepdim, dtype=dtype)


def mean(input, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The mean of what counts; of nothing it is no number."""
    data = _parts(input, mask)[0]
    dtype = dtype or data.dtype
    if not (dtype.is_floating_point or dtype.is_complex):
        kind = "Long" if dtype == torch.int64 else "Int" if dtype == torch.int32 else "Bool" if dtype == torch.bool else "Byte"
        raise ValueError(f"mean(): could not infer output dtype. Input dtype must be either a floating point or complex "
                         f"dtype. Got: {kind}")
    return sum(input, dim, keepdim=keepdim, dtype=dtype, mask=mask) / _count(input, dim, keepdim, mask, dtype)


def median(input, dim=-1, *, keepdim=False, dtype=None, mask=None):
    """The middle of what counts."""
    dtype = dtype or _parts(input, mask)[0].dtype
    return torch.nanmedian(_filled(input, mask, float("nan"), dtype), dim, bool(keepdim)).values


def norm(input, ord=2.0, dim=None, *, keepdim=False, dtype=None, mask=None):
    """The norm of what counts."""
    value = float("inf") if ord == float("-inf") else 0
    whole = _filled(input, mask, value, dtype)
    return torch.linalg.vector_norm(whole, ord, _dims(dim, whole.dim()), bool(keepdim), dtype=dtype)


def _spread(input, dim, unbiased, correction, keepdim, dtype, mask, root):
    if unbiased is not None and correction is not None:
        raise RuntimeError("Only one of unbiased and correction may be given")
    correction = correction if correction is not None else 0 if unbiased is False else 1
    dtype = dtype or _parts(input, mask)[0].dtype
    if not dtype.is_floating_point and not dtype.is_complex:
        dtype = torch.float32
    data, mask = _parts(input, mask)
    data = data.to(dtype)
    count = _count(data, dim, True, mask, dtype)
    centre = sum(data, dim, keepdim=True, dtype=dtype, mask=mask) / count
    distance = data - centre
    total = sum((distance * distance.conj()).real if dtype.is_complex else distance * distance, dim, keepdim=keepdim,
                mask=mask)
    if not keepdim:
        count = count.reshape(total.shape)
    if correction:
        count = torch.maximum(count - correction, count.new_zeros([]))
    result = (total / count).to(dtype)
    return result.sqrt() if root else result


def var(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    """The variance of what counts."""
    return _spread(input, dim, unbiased, correction, keepdim, dtype, mask, False)


def std(input, dim=None, unbiased=None, *, correction=None, keepdim=False, dtype=None, mask=None):
    """The standard deviation of what counts."""
    return _spread(input, dim, unbiased, correction, keepdim, dtype, mask, True)


def cumsum(input, dim, *, dtype=None, mask=None):
    """Running sums of what counts."""
    return torch.cumsum(_filled(input, mask, 0, dtype), dim, dtype=dtype)


def cumprod(input, dim, *, dtype=None, mask=None):
    """Running products of what counts."""
    return torch.cumprod(_filled(input, mask, 1, dtype), dim, dtype=dtype)


def softmax(input, dim, *, dtype=None, mask=None):
    """Exponentials of what counts as parts of their sum."""
    return torch.softmax(_filled(input, mask, float("-inf"), dtype), dim)


def log_softmax(input, dim, *, dtype=None, mask=None):
    """Logarithms of `softmax`."""
    return torch.log_softmax(_filled(input, mask, float("-inf"), dtype), dim)


def softmin(input, dim, *, dtype=None, mask=None):
    """`softmax` of what counts with its sign turned."""
    return torch.nn.functional.softmin(_filled(input, mask, float("inf"), dtype), dim)


def normalize(input, ord, dim, *, eps=1e-12, dtype=None, mask=None):
    """What counts as parts of its norm."""
    length = norm(input, ord, dim, keepdim=True, dtype=dtype, mask=mask)
    data, mask = _parts(input, mask)
    shown = data if dtype is None else data.to(dtype)
    return torch.where(mask, shown, shown.new_zeros([])) / torch.maximum(length, length.new_full([], eps))


def logsumexp(input, dim, *, keepdim=False, dtype=None, mask=None):
    """The logarithm of the sum of exponentials of what counts."""
    whole = _filled(input, mask, float("-inf"), dtype)
    return torch.logsumexp(whole, _dims(dim, whole.dim()), keepdim=bool(keepdim))


def logaddexp(input, other, *, dtype=None, input_mask=None, other_mask=None):
    """The logarithm of the sum of two exponentials, of which each may not count."""
    return torch.logaddexp(_filled(input, input_mask, float("-inf"), dtype), _filled(other, other_mask, float("-inf"), dtype))


# Tensors that have their mask


def is_masked_tensor(obj, /):
    """Whether some elements of a tensor may not count."""
    return isinstance(obj, MaskedTensor)


def masked_tensor(data, mask, requires_grad=False):
    """A tensor with a mask, which begins a graph of its own."""
    return MaskedTensor(data, mask, requires_grad)


def as_masked_tensor(data, mask):
    """A tensor with a mask, whose gradients go on to the data."""
    _checked(data, mask)
    return _wrapped(data, mask)


def _checked(data, mask):
    for value, name in ((data, "data"), (mask, "mask")):
        if is_masked_tensor(value) or not isinstance(value, torch.Tensor):
            raise TypeError(f"{name} must be a Tensor")
        if value.layout is not torch.strided:
            raise NotImplementedError("MaskedTensor of sparse tensors is not supported by nbrun")
    warnings.warn("The PyTorch API of MaskedTensors is in prototype stage and will change in the near future. Please open a "
                  "Github issue for features requests and see our documentation on the torch.masked module for further "
                  "information about the project.", UserWarning, stacklevel=4)
    if mask.dtype != torch.bool:
        raise TypeError("mask must have dtype bool.")
    known = (torch.float16, torch.float32, torch.float64, torch.bool, torch.int8, torch.int16, torch.int32, torch.int64)
    if data.dtype not in known:
        raise TypeError(f"{data.dtype} is not supported in MaskedTensor.")
    if data.dim() != mask.dim():
        raise ValueError("data.dim() must equal mask.dim()")
    if data.shape != mask.shape:
        raise ValueError("data.size() must equal mask.size()")


class GetData(torch.autograd.Function):
    """The data of a tensor with a mask."""

    @staticmethod
    def forward(ctx, data):
        return data.detach()

    @staticmethod
    def backward(ctx, gradient):
        return gradient


def _data(tensor):
    with torch._C.DisableTorchFunctionSubclass():
        return tensor.as_subclass(torch.Tensor)


def _wrapped(data, mask):
    with torch._C.DisableTorchFunctionSubclass():
        made = data.as_subclass(MaskedTensor)
    made._masked_mask = mask
    return made


def _over(values, change):
    """Arguments with a change made to the tensors that have a mask, also in lists."""
    if isinstance(values, (list, tuple)):
        return type(values)(_over(value, change) for value in values)
    return change(values) if is_masked_tensor(values) else values


def _first(values):
    for value in values:
        found = _first(value) if isinstance(value, (list, tuple)) else value if is_masked_tensor(value) else None
        if found is not None:
            return found
    return None


_UNARY = set("abs absolute acos arccos acosh arccosh angle asin arcsin asinh arcsinh atan arctan atanh arctanh bitwise_not "
             "ceil clamp clip conj_physical cos cosh deg2rad digamma erf erfc erfinv exp exp2 expm1 fix floor frac lgamma log "
             "log10 log1p log2 logit i0 isnan nan_to_num neg negative positive pow rad2deg reciprocal relu round rsqrt "
             "sigmoid sign sgn signbit sin sinc sinh sqrt square tan tanh trunc __pow__ __neg__ __abs__ __invert__".split())
_BINARY = set("add atan2 arctan2 bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift div divide "
              "floor_divide fmod logaddexp logaddexp2 mul multiply nextafter remainder sub subtract true_divide eq ne le ge "
              "greater greater_equal gt less_equal lt less maximum minimum fmax fmin not_equal __add__ __radd__ __sub__ "
              "__rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __floordiv__ __mod__ __eq__ __ne__ __lt__ __le__ __gt__ "
              "__ge__ __and__ __or__ __xor__ rsub".split())
_MOVING = set("__getitem__ select transpose split t narrow expand view reshape flatten unflatten cat concat concatenate "
              "unsqueeze unfold stack chunk unbind index_select view_as expand_as".split())
_FUNCTIONS = {"sum": sum, "mean": mean, "amin": amin, "amax": amax, "argmin": argmin, "argmax": argmax, "prod": prod,
              "norm": norm, "var": var, "std": std}
_REDUCING = {"all", *_FUNCTIONS}
_COPYING = set("clone detach contiguous to float double half int long short bool type ones_like to_dense".split())


def _reduced(name, tensor, dim=None, keepdim=False, dtype=None):
    data, mask = _data(tensor), tensor._masked_mask
    if name == "all":
        filled = data.masked_fill(~mask, True)
        result = filled.all() if dim is None else filled.all(dim, keepdim)
    elif dim is None:
        result = _FUNCTIONS[name](data, mask=mask)
    else:
        result = _FUNCTIONS[name](data, dim=dim, keepdim=keepdim, dtype=dtype, mask=mask)
    if dim is None:
        return _wrapped(result, mask.any())
    for one in sorted((dim,) if isinstance(dim, int) else dim, reverse=True):
        mask = mask.any(one, keepdim)
    return _wrapped(result, mask)


def _chosen(condition, first, second):
    parts = []
    for value in (first, second):
        if is_masked_tensor(value):
            parts.append((_data(value), value._masked_mask))
        else:
            value = torch.as_tensor(value)
            parts.append((value, torch.ones(value.shape, dtype=torch.bool)))
    return _wrapped(torch.where(condition, parts[0][0], parts[1][0]), torch.where(condition, parts[0][1], parts[1][1]))


def _masked_softmax(tensor, dim, dtype=None):
    data, mask = _data(tensor), tensor._masked_mask
    result = torch.softmax((data if dtype is None else data.to(dtype)).masked_fill(~mask, float("-inf")), dim)
    return _wrapped(result.masked_fill(~mask.any(dim, keepdim=True), 0), mask)


class MaskedTensor(torch.Tensor):
    """A tensor of which some elements do not count."""

    @staticmethod
    def __new__(cls, data, mask, requires_grad=False):
        _checked(data, mask)
        if data.requires_grad:
            warnings.warn("It is not recommended to create a MaskedTensor with a tensor that requires_grad. To avoid this, you "
                          "can use data.detach().clone()", UserWarning, stacklevel=3)
        made = _wrapped(data.detach().clone(), mask.clone())
        with torch._C.DisableTorchFunctionSubclass():
            return made.requires_grad_(requires_grad)

    def __init__(self, data, mask, requires_grad=False):
        pass

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        name = func.__name__
        first = _first(args)
        with torch._C.DisableTorchFunctionSubclass():
            if first is None or name in ("__get__", "__set__", "requires_grad_") or func in get_default_nowrap_functions():
                return func(*args, **kwargs)
            data, mask = _over(args, _data), first._masked_mask
            if name in _REDUCING:
                return _reduced(name, *args, **kwargs)
            if name == "where":
                return _chosen(*args) if is_masked_tensor(args[1]) or is_masked_tensor(args[2]) else func(*data)
            if name == "softmax":
                return _masked_softmax(*args, **kwargs)
            plain = name[:-1] if name.endswith("_") and not name.endswith("__") else name
            if plain in _UNARY:
                result = func(*data, **kwargs)
                return first if plain != name else _wrapped(result, mask)
            if plain in _BINARY:
                others = [value for value in args[:2] if is_masked_tensor(value)]
                if len(others) == 2 and not torch.equal(others[0]._masked_mask, others[1]._masked_mask):
                    raise ValueError("Input masks must match. If you need support for this, please open an issue on Github.")
                result = func(*data, **kwargs)
                return first if plain != name else _wrapped(result, mask.expand_as(result))
            if name in _MOVING:
                result, covers = func(*data, **kwargs), func(*_over(args, lambda value: value._masked_mask), **kwargs)
                if isinstance(result, torch.Tensor):
                    return _wrapped(result, covers)
                return type(result)(_wrapped(*pair) for pair in zip(result, covers))
            if name in _COPYING:
                return _wrapped(func(*data, **kwargs), mask)
            if name in ("item", "tolist", "backward", "is_contiguous", "size", "dim", "numel", "stride", "__len__",
                        "register_hook", "retain_grad", "is_floating_point", "data_ptr", "element_size", "nelement",
                        "is_complex", "__bool__", "__float__", "__int__"):
                return func(*data, **kwargs)
        raise NotImplementedError(f"{name}() of a MaskedTensor is not supported by nbrun")

    @property
    def grad(self):
        with torch._C.DisableTorchFunctionSubclass():
            gradient = super().grad
            return gradient if gradient is None else _wrapped(gradient.as_subclass(torch.Tensor), self._masked_mask)

    @grad.setter
    def grad(self, gradient):
        with torch._C.DisableTorchFunctionSubclass():
            torch.Tensor.grad.__set__(self, gradient if gradient is None else _data(gradient))

    def get_data(self):
        """The data, those that do not count too."""
        return GetData.apply(_data(self))

    def get_mask(self):
        """Which elements count."""
        return self._masked_mask

    def to_tensor(self, value):
        """The data, with a value for what does not count."""
        return self.get_data().masked_fill(~self._masked_mask, value)

    def is_sparse_coo(self):
        return False

    def is_sparse_csr(self):
        return False

    def __repr__(self):
        data, mask = _data(self).detach(), self._masked_mask
        if data.dim() == 0:
            number = data.item()
            text = "--" if not mask.item() else f"{number:8.4f}" if isinstance(number, float) else str(number)
            return f"MaskedTensor({text}, {mask.item()})"
        return "MaskedTensor(\n" + _indented(_text(data, mask)) + "\n)"

    __str__ = __repr__

    def __hash__(self):
        return id(self)


def _indented(text):
    return "\n".join("  " + line for line in text.split("\n"))


def _text(data, mask):
    if data.dim() == 1:
        shown = [f"{value:8.4f}" if isinstance(value, float) else str(value) for value in data.tolist()]
        counts = mask.tolist()
        width = max(len(text) if counted else 8 for text, counted in zip(shown, counts))
        return "[" + ", ".join(text if counted else "--".rjust(width) for text, counted in zip(shown, counts)) + "]"
    return "[\n" + ",\n".join(_indented(_text(*pair)) for pair in zip(data, mask)) + "\n]"
