"""Powers, roots, exponentials and logarithms of decimal numbers."""

import math

from decimal import _functions
from decimal import Decimal, _invalid, _make
from decimal._signals import *
from decimal._signals import _digits


def _inexact(sign, coefficient, exponent, context):
    """A result that is not exact, rounded half to even as functions are."""
    inner = context.copy()
    inner.clear_flags()
    inner.traps = {}
    inner.rounding = ROUND_HALF_EVEN
    made = _make(sign, coefficient, exponent)._fixed(inner)
    for signal in (Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped):
        if inner.flags[signal]:
            context._raise(signal)
    context._raise(Inexact)
    context._raise(Rounded)
    return made


def root(x, context):
    found = x._nan_result(None, context)
    if found is not None:
        return found
    if not x._kind and not x._coefficient:
        return _make(x._sign, 0, x._exponent // 2)._fixed(context)
    if x._sign:
        return _invalid(context)
    if x._kind:
        return x
    # One digit more than wanted, and a sign of what is lost.
    ideal = x._exponent // 2
    coefficient, exponent = x._coefficient, x._exponent
    if exponent % 2:
        coefficient, exponent = coefficient * 10, exponent - 1
    shift = max(context.prec + 1 - (_digits(coefficient) + 1) // 2, 0)
    coefficient *= 100 ** shift
    made = math.isqrt(coefficient)
    exponent = exponent // 2 - shift
    if made * made != coefficient:
        return _inexact(0, made * 10 + 1, exponent - 1, context)
    while exponent < ideal and not made % 10:
        made //= 10
        exponent += 1
    inner = context.copy()
    inner.rounding = ROUND_HALF_EVEN
    return _make(0, made, exponent)._fixed(inner)


def exponential(x, context):
    found = x._nan_result(None, context)
    if found is not None:
        return found
    if x._kind:
        return _make(0, 0, 0) if x._sign else x
    if not x._coefficient:
        return Decimal(1)
    if x.adjusted() > len(str(context.Emax)) + 2:
        return _make(0, 0, context.Etiny() - 1)._fixed(context) if x._sign else x._overflowed(0, context)
    if x.adjusted() < -context.prec - 2:
        # So near to 1 that only the rounding sees it.
        digits = context.prec + 3
        unit = 10 ** digits
        return _inexact(0, unit - 1 if x._sign else unit + 1, -digits, context)
    value = -x._coefficient if x._sign else x._coefficient
    scale = -x._exponent
    if scale < 0:
        value, scale = value * 10 ** -scale, 0
    coefficient, exponent = _functions.rounded_exp(value, scale, context.prec)
    return _inexact(0, coefficient, exponent, context)


def logarithm(x, context, is_decimal):
    found = x._nan_result(None, context)
    if found is not None:
        return found
    if not x._kind and not x._coefficient:
        return _make(1, 0, 0, "F")
    if x._sign:
        return _invalid(context)
    if x._kind:
        return x
    if x == 1:
        return Decimal(0)
    if is_decimal and str(x._coefficient).rstrip("0") == "1":
        return Decimal(x.adjusted())._fixed(context)
    function = _functions.rounded_log10 if is_decimal else _functions.rounded_ln
    coefficient, exponent = function(x._coefficient, x._exponent, context.prec)
    return _inexact(int(x < 1), coefficient, exponent, context)


def power(x, y, context):
    found = x._nan_result(y, context)
    if found is not None:
        return found
    if not y:
        return _invalid(context) if not x else Decimal(1)
    is_whole = not y._kind and y == y.to_integral_value()
    sign = int(bool(x._sign and is_whole and int(y) & 1))
    if x._sign and not is_whole and x:
        if not y._kind or not x._kind and abs(x) != 1:
            return _invalid(context)
    x = x.copy_abs()
    if not x:
        if y._sign:
            return _make(sign, 0, 0, "F")
        return _make(sign, 0, 0)
    if x._kind:
        return _make(sign, 0, 0) if y._sign else _make(sign, 0, 0, "F")
    if y._kind:
        if x == 1:
            return _inexact(0, 10 ** (context.prec - 1), 1 - context.prec, context)
        return _make(0, 0, 0) if (x < 1) != bool(y._sign) else _make(0, 0, 0, "F")
    if is_whole:
        n = int(y)
        # Only a result of some size is worth all of its digits.
        if abs(n) * _digits(x._coefficient) <= 20000:
            coefficient, exponent = x._coefficient ** abs(n), x._exponent * abs(n)
            if n > 0:
                return _make(sign, coefficient, exponent)._fixed(context)
            return _make(sign, 1, 0).__truediv__(_make(0, coefficient, exponent), context)
        if x == 1:
            return _inexact(sign, 10 ** (context.prec - 1), 1 - context.prec, context)
    elif x == 1:
        return _inexact(0, 10 ** (context.prec - 1), 1 - context.prec, context)
    estimate = float(x.adjusted()) * float(y)
    if abs(estimate) > 2 * context.Emax + 10:
        if estimate > 0:
            return x._overflowed(sign, context)
        return _make(sign, 1, 2 * context.Etiny())._fixed(context)
    value = -y._coefficient if y._sign else y._coefficient
    coefficient, exponent = _functions.rounded_power(x._coefficient, x._exponent, value, y._exponent, context.prec)
    return _inexact(sign, coefficient, exponent, context)


def power_modulo(x, y, m, context):
    for number in (x, y, m):
        if number._kind or number != number.to_integral_value():
            return _invalid(context)
    if y < 0 or not m or not x and not y or m.adjusted() >= context.prec:
        return _invalid(context)
    found = pow(abs(int(x)), int(y), abs(int(m)))
    return _make(int(bool(x._sign and int(y) & 1)), found, 0)
