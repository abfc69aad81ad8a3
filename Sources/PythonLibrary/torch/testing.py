"""Comparison of tensors in tests, and tensors to compare."""

import math
import warnings

import torch

_TOLERANCES = {torch.float16: (1e-3, 1e-5), torch.bfloat16: (1.6e-2, 1e-5), torch.float32: (1.3e-6, 1e-5),
               torch.float64: (1e-7, 1e-7), torch.complex64: (1.3e-6, 1e-5), torch.complex128: (1e-7, 1e-7)}


_NUMBER_TYPES = {int: torch.int64, float: torch.float64, complex: torch.complex128}


def assert_close(actual, expected, *, allow_subclasses=True, rtol=None, atol=None, equal_nan=False, check_device=True,
                 check_dtype=True, check_layout=True, check_stride=False, msg=None):
    """Raise AssertionError unless two tensors, numbers or containers of them agree within tolerances."""
    if (rtol is None) != (atol is None):
        raise ValueError("Both 'rtol' and 'atol' must be either specified or omitted, but got no "
                         f"{'rtol' if rtol is None else 'atol'}.")
    pairs = []
    try:
        # All pairs are found before the first one is compared.
        _collect(actual, expected, (), allow_subclasses, pairs)
        for compare, a, b, place in pairs:
            text = compare(a, b, rtol, atol, equal_nan, check_dtype, check_layout, check_stride)
            if text is not None:
                raise _Mismatch(AssertionError, text, place)
    except _Mismatch as mismatch:
        kind, text, place = mismatch.args
    else:
        return
    if place:
        text += f"\n\nThe failure occurred for item {''.join([str([item]) for item in place])}"
    raise kind(msg if isinstance(msg, str) else msg(text) if callable(msg) else text)


class _Mismatch(Exception):
    """The type of the error, its text, and the keys that lead to what differs."""


def _collect(actual, expected, place, allow_subclasses, pairs):
    """Adds the pairs of tensors and numbers in two containers, and how they are compared."""
    if _are(actual, expected, (list, tuple)):
        if len(actual) != len(expected):
            raise _Mismatch(AssertionError, f"The length of the sequences mismatch: {len(actual)} != {len(expected)}", place)
        for index in range(len(actual)):
            _collect(actual[index], expected[index], (*place, index), allow_subclasses, pairs)
    elif _are(actual, expected, dict):
        missing = [key for key in expected if key not in actual]
        additional = [key for key in actual if key not in expected]
        if missing or additional:
            raise _Mismatch(AssertionError, "The keys of the mappings do not match:\nMissing keys in the actual mapping: "
                            f"{sorted(missing)}\nAdditional keys in the actual mapping: {sorted(additional)}", place)
        for key in sorted(actual, key=lambda key: (type(key).__name__, key)):
            _collect(actual[key], expected[key], (*place, key), allow_subclasses, pairs)
    elif actual is None or expected is None:
        pairs.append((_nothing, actual, expected, place))
    elif _are(actual, expected, bool):
        pairs.append((_truths, actual, expected, place))
    elif _are(actual, expected, tuple(_NUMBER_TYPES)):
        pairs.append((_numbers, actual, expected, place))
    else:
        related = isinstance(actual, type(expected)) or isinstance(expected, type(actual))
        tensors = None
        if related and (allow_subclasses or type(actual) is type(expected)):
            try:
                tensors = torch.as_tensor(actual), torch.as_tensor(expected)
            except (TypeError, ValueError, RuntimeError):
                pass
        if tensors is None:
            raise _Mismatch(TypeError, f"No comparison pair was able to handle inputs of type {type(actual)} and "
                            f"{type(expected)}.", place)
        pairs.append((_tensors, *tensors, place))


def _are(actual, expected, types):
    return isinstance(actual, types) and isinstance(expected, types)


def _nothing(actual, expected, *rest):
    return None if actual is expected else f"None mismatch: {actual} is not {expected}"


def _truths(actual, expected, *rest):
    return None if actual is expected else f"Booleans mismatch: {actual} is not {expected}"


def _tolerances(rtol, atol, *dtypes):
    """Those that are given, or the wider ones of the types."""
    if rtol is not None:
        return rtol, atol
    pairs = [_TOLERANCES.get(dtype, (0.0, 0.0)) for dtype in dtypes]
    return max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)


def _numbers(actual, expected, rtol, atol, equal_nan, check_dtype, *rest):
    if check_dtype and type(actual) is not type(expected):
        return f"The (d)types do not match: {type(actual)} != {type(expected)}."
    dtypes = [next(dtype for kind, dtype in _NUMBER_TYPES.items() if isinstance(number, kind))
              for number in (actual, expected)]
    rtol, atol = _tolerances(rtol, atol, *dtypes)
    if actual == expected or equal_nan and actual != actual and expected != expected:
        return None
    difference = abs(actual - expected)
    # An infinite distance is none that is allowed, however far it lies from 0.
    if difference != math.inf and difference <= atol + rtol * abs(expected):
        return None
    return _different_numbers(actual, expected, rtol, atol)


def _limits(rtol, atol):
    """What stands behind a distance, and what the comparison asks for."""
    if rtol == 0 and atol == 0:
        return "", "", "equal"
    return f" (up to {atol} allowed)", f" (up to {rtol} allowed)", "close"


def _different_numbers(actual, expected, rtol, atol):
    absolute, relative, wanted = _limits(rtol, atol)
    difference = abs(actual - expected)
    return (f"Scalars are not {wanted}!\n\nExpected {expected} but got {actual}.\n"
            f"Absolute difference: {difference}{absolute}\n"
            f"Relative difference: {difference / abs(expected) if expected != 0 else math.inf}{relative}")


def _tensors(a, b, rtol, atol, equal_nan, check_dtype, check_layout, check_stride):
    def differ(attribute, first, second):
        return f"The values for attribute '{attribute}' do not match: {first} != {second}."

    if a.shape != b.shape:
        return differ("shape", a.shape, b.shape)
    if check_layout and a.layout != b.layout:
        return differ("layout", a.layout, b.layout)
    if check_dtype and a.dtype != b.dtype:
        return differ("dtype", a.dtype, b.dtype)
    if check_stride and a.layout == b.layout == torch.strided and a.stride() != b.stride():
        return differ("stride()", a.stride(), b.stride())
    rtol, atol = _tolerances(rtol, atol, a.dtype, b.dtype)
    common = torch.promote_types(a.dtype, b.dtype)
    a, b = [(t if t.layout == torch.strided else t.to_dense()).detach().to(common) for t in (a, b)]
    matches = torch.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if torch.all(matches):
        return None
    if a.dim() == 0:
        return _different_numbers(a.item(), b.item(), rtol, atol)
    absolute, relative, wanted = _limits(rtol, atol)
    shape, matches, a, b = a.shape, matches.flatten(), a.flatten(), b.flatten()
    if not (common.is_floating_point or common.is_complex):
        a, b = a.to(torch.int64), b.to(torch.int64)
    distance = (a - b).abs()
    distance[matches] = 0
    share = distance / b.abs()
    share[matches] = 0

    def greatest(values):
        most, flat = values.max(0)
        return f"{most.item()} at index {tuple(int(place) for place in torch.unravel_index(flat, shape))}"

    wrong = int((~matches).sum())
    return (f"Tensor-likes are not {wanted}!\n\nMismatched elements: {wrong} / {a.numel()} ({wrong / a.numel():.1%})\n"
            f"Greatest absolute difference: {greatest(distance)}{absolute}\n"
            f"Greatest relative difference: {greatest(share)}{relative}")


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
