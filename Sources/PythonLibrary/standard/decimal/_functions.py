"""Roots, exponentials, logarithms and powers of decimal numbers, as integers that stand for multiples of a power of ten."""

import math


def _with_digits(compute, precision):
    """A coefficient of at least `precision + 3` digits whose rounding is certain, and its exponent.

    `compute` gives an approximation to a number of digits, wrong by less than ten of its units.
    """
    extra = 3
    while True:
        coefficient, exponent = compute(precision + extra)
        # A result near a half or a whole needs more digits to be sure.
        unit = 10 ** max(len(str(coefficient)) - precision, 0)
        last = coefficient % unit
        if 20 < last < unit - 20 and not -20 < last - unit // 2 < 20:
            return coefficient, exponent
        extra += 5 + extra
        if extra > 400:
            return coefficient, exponent


def ln_of(coefficient, exponent, digits):
    """ln(coefficient * 10**exponent) * 10**digits, wrong by a few units."""
    guard = digits + 12
    scale = 10 ** guard
    # The number is brought into 1 to 10, then near 1 by halving its logarithm.
    count = len(str(coefficient)) - 1
    x = coefficient * 10 ** (guard - count) if guard >= count else coefficient // 10 ** (count - guard)
    total = (count + exponent) * _ln10(guard)
    halvings = 0
    while x > scale + scale // 16:
        x = math.isqrt(x * scale)
        halvings += 1
    total += _log_near_one(x, scale) << halvings
    return _shifted(total, 12)


def _log_near_one(x, scale):
    y = (x - scale) * scale // (x + scale)
    square = y * y // scale
    total = term = y
    place = 3
    while term:
        term = term * square // scale
        total += term // place
        place += 2
    return 2 * total


_known_ln10 = {}


def _ln10(guard):
    """ln(10) * 10**guard."""
    if guard not in _known_ln10:
        # ln(10) = 3 ln(2) + ln(5/4), ln(2) = 2 atanh(1/3).
        inner = 10 ** (guard + 10)
        two = 2 * _atanh_inverse(3, inner)
        _known_ln10[guard] = _shifted(3 * two + 2 * _atanh_inverse(9, inner), 10)
    return _known_ln10[guard]


def _atanh_inverse(n, scale):
    term = scale // n
    total, place = term, 1
    square = n * n
    while term:
        term //= square
        place += 2
        total += term // place
    return total


def _shifted(value, count):
    """A value without its last digits, rounded."""
    unit = 10 ** count
    return (value + unit // 2) // unit


def exp_of(value, scale_digits, digits):
    """exp(value / 10**scale_digits) as a coefficient of some `digits` digits and an exponent."""
    guard = digits + 15
    # By a multiple of ln(10) the argument is brought between 0 and 2.4.
    size = max(0, len(str(abs(value))) - scale_digits)
    wide = guard + size
    x = value * 10 ** (wide - scale_digits) if wide >= scale_digits else _shifted(value, scale_digits - wide)
    tens, rest = divmod(x, _ln10(wide))
    rest = _shifted(rest, size)
    scale = 10 ** guard
    halvings = 8
    rest >>= halvings
    total = term = scale
    place = 1
    while term:
        term = term * rest // (scale * place)
        total += term
        place += 1
    for _ in range(halvings):
        total = total * total // scale
    return _shifted(total, 15 - 4), tens - guard + 11


def rounded_exp(value, scale_digits, precision):
    return _with_digits(lambda digits: exp_of(value, scale_digits, digits), precision)


def rounded_ln(coefficient, exponent, precision):
    """|ln|: the sign is that of the adjusted number."""
    def compute(digits):
        # Near 1 the logarithm is small and needs more digits behind the point.
        more = 0
        while True:
            value = abs(ln_of(coefficient, exponent, digits + more))
            size = len(str(value))
            if value and size >= digits:
                return value, -(digits + more)
            more += digits - size + 2
    return _with_digits(compute, precision)


def rounded_log10(coefficient, exponent, precision):
    def compute(digits):
        more = 0
        while True:
            wide = digits + more
            value = abs(ln_of(coefficient, exponent, wide + 5)) * 10 ** wide // _ln10(wide + 5)
            size = len(str(value))
            if value and size >= digits:
                return value, -wide
            more += digits - size + 2
    return _with_digits(compute, precision)


def rounded_power(coefficient, exponent, power, power_exponent, precision):
    """(coefficient * 10**exponent) ** (power * 10**power_exponent) for a positive base."""
    def compute(digits):
        size = len(str(abs(power))) + max(power_exponent, 0) + len(str(abs(exponent))) + 3
        wide = digits + size + 10
        product = ln_of(coefficient, exponent, wide) * power
        scale_digits = wide - power_exponent
        if scale_digits < 0:
            product, scale_digits = product * 10 ** -scale_digits, 0
        return exp_of(product, scale_digits, digits)
    return _with_digits(compute, precision)
