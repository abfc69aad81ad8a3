"""Comparison of tensors in tests, and tensors to compare."""

import math
import warnings

import torch

_TOLERANCES = {torch.float16: (1e-3, 1e-5), torch.bfloat16: (1.6e-2, 1e-5), torch.float32: (1.3e-6, 1e-5),
               torch.float64: (1e-7, 1e-7), torch.complex64: (1.3e-6, 1e-5), torch.complex128: (1e-7, 1e-7)}


def _tensor(value):
    """A tensor; numbers of Python keep all their digits."""
    return torch.as_tensor(value, dtype={float: torch.float64, complex: torch.complex128}.get(type(value)))


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True,
                 check_dtype=True, check_layout=True, check_stride=False, msg=None):
    """Raise AssertionError unless two tensors, numbers or containers of them agree within tolerances."""
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        if len(actual) != len(expected):
            raise AssertionError(
                f"The length of the sequences mismatch: {len(actual)} != {len(expected)}")
        for a, b in zip(actual, expected):
            assert_close(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan, check_dtype=check_dtype, msg=msg)
        return
    if isinstance(actual, dict) and isinstance(expected, dict):
        for key in expected:
            assert_close(actual[key], expected[key], rtol=rtol, atol=atol, equal_nan=equal_nan, msg=msg)
        return
    is_number = not isinstance(actual, torch.Tensor)
    a, b = _tensor(actual), _tensor(expected)

    def fail(text):
        raise AssertionError(text if msg is None else msg(text) if callable(msg) else msg)

    if a.shape != b.shape:
        fail(f"The values for attribute 'shape' do not match: {a.shape} != {b.shape}.")
    if check_dtype and not is_number and a.dtype != b.dtype:
        fail(f"The values for attribute 'dtype' do not match: {a.dtype} != {b.dtype}.")
    if (rtol is None) != (atol is None):
        raise ValueError(
            f"Both 'rtol' and 'atol' must be either specified or unspecified, but got rtol={rtol} and atol={atol}.")
    if rtol is None:
        pairs = [_TOLERANCES.get(t.dtype, (0.0, 0.0)) for t in (a, b)]
        if is_number:
            pairs = [(1e-7, 1e-7) if t.is_floating_point() else (0.0, 0.0) for t in (a, b)]
        rtol, atol = max(p[0] for p in pairs), max(p[1] for p in pairs)
    common = torch.promote_types(a.dtype, b.dtype)
    a, b = a.to(common), b.to(common)
    matches = torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if torch.all(matches):
        return
    kind = "Scalars" if is_number or a.dim() == 0 else "Tensor-likes"
    equal = rtol == 0 and atol == 0
    head = f"{kind} are not {'equal' if equal else 'close'}!\n\n"
    difference = (a.detach() - b.detach()).abs().to(torch.float64)
    difference[matches] = 0
    relative = difference / b.detach().abs().to(torch.float64)
    relative[matches] = 0
    limit_a = "" if equal else f" (up to {atol} allowed)"
    limit_r = "" if equal else f" (up to {rtol} allowed)"
    if kind == "Scalars":
        text = head + f"Expected {b.item()} but got {a.item()}.\n"
        text += f"Absolute difference: {difference.item()}{limit_a}\n"
        text += f"Relative difference: {relative.item()}{limit_r}"
        fail(text)
    wrong = int((~matches).sum())
    text = head + f"Mismatched elements: {wrong} / {a.numel()} ({100 * wrong / a.numel():.1f}%)\n"

    def place(values):
        flat = int(values.reshape(-1).argmax())
        index = []
        for size in reversed(values.shape):
            index.insert(0, flat % size)
            flat //= size
        return tuple(index)

    text += f"Greatest absolute difference: {difference.max().item()} at index {place(difference)}{limit_a}\n"
    text += f"Greatest relative difference: {relative.max().item()} at index {place(relative)}{limit_r}"
    fail(text)


def make_tensor(*shape, dtype, device, low=None, high=None, requires_grad=False, noncontiguous=False,
                exclude_zero=False, memory_format=None):
    """A tensor of random values in [low, high), by default of about -9 to 9."""
    if len(shape) == 1 and isinstance(shape[0], (list, tuple)):
        shape = shape[0]
    shape = tuple(shape)
    is_whole = not (dtype.is_floating_point or dtype.is_complex)
    if noncontiguous and memory_format is not None:
        raise ValueError(
            f"The parameters `noncontiguous` and `memory_format` are mutually exclusive, "
            f"but got noncontiguous={noncontiguous!r} and memory_format={memory_format!r}")
    if requires_grad and is_whole:
        raise ValueError(
            f"`requires_grad=True` is not supported for boolean and integral dtypes, but got dtype={dtype!r}")
    noncontiguous = noncontiguous and math.prod(shape) > 1
    if noncontiguous:
        shape = (*shape[:-1], 2 * shape[-1])
    if dtype is torch.bool:
        least, bound, defaults = 0, 2, (0, 2)
    elif is_whole:
        info = torch.iinfo(dtype)
        least, bound, defaults = info.min, info.max + (dtype is not torch.int64), (-9, 10)
    else:
        info = torch.finfo(dtype)
        least, bound, defaults = info.min, info.max, (-9, 9)
    low, high = _interval(low, high, least, bound, defaults, dtype, is_whole)
    if is_whole:
        result = torch.randint(low, high, shape, device=device, dtype=dtype)
    else:
        result = torch.empty(shape, device=device, dtype=dtype)
        parts = torch.view_as_real(result) if dtype.is_complex else result
        if high - low >= torch.finfo(parts.dtype).max:
            parts.uniform_(low / 2, high / 2).mul_(2)
        else:
            parts.uniform_(low, high)
    if noncontiguous:
        result = result[..., 1::2]
    elif memory_format is not None:
        result = result.clone(memory_format=memory_format)
    if exclude_zero:
        result[result == 0] = 1 if is_whole else torch.finfo(dtype).tiny
    if not is_whole:
        result.requires_grad = requires_grad
    return result


def _interval(low, high, least, bound, defaults, dtype, is_whole):
    """The interval of a dtype's values that was asked for."""
    low = defaults[0] if low is None else low
    high = defaults[1] if high is None else high
    if any(isinstance(value, float) and math.isnan(value) for value in (low, high)):
        raise ValueError(f"`low` and `high` cannot be NaN, but got low={low!r} and high={high!r}")
    if low == high and not is_whole:
        warnings.warn(
            "Passing `low==high` to `torch.testing.make_tensor` for floating or complex types is deprecated since 2.1 "
            "and will be removed in 2.3. Use `torch.full(...)` instead.", FutureWarning, stacklevel=3)
    elif low >= high:
        raise ValueError(f"`low` must be less than `high`, but got {low} >= {high}")
    elif high < least or low >= bound:
        raise ValueError(
            f"The value interval specified by `low` and `high` is [{low}, {high}), "
            f"but {dtype} only supports [{least}, {bound})")
    low, high = min(max(low, least), bound), min(max(high, least), bound)
    return (math.ceil(low), math.ceil(high)) if is_whole else (low, high)
