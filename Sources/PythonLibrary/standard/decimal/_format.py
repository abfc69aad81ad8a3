"""Decimal numbers by format specifications."""

from decimal._signals import *
from decimal._signals import _digits, _rounded


def _spec(text):
    import re
    found = re.fullmatch(
        r"(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?(,)?(?:\.(\d+))?([eEfFgGn%])?", text, re.S)
    if found is None:
        raise ValueError("invalid format string")
    return found.groups()


def formatted(x, text):
    from decimal import _make
    fill, align, sign, no_negative_zero, _, zero, width, comma, precision, kind = _spec(text)
    context = getcontext()
    precision = None if precision is None else int(precision)
    if kind in ("g", "G") and precision == 0:
        precision = 1
    if kind is None:
        kind = "g" if context.capitals == 0 else "G"
    rounding = context.rounding
    if x._kind:
        body = str(x.copy_abs())
        return _padded("-" if x._sign else "" if sign in (None, "-") else sign, body, fill, align, False, width, comma,
                       None)
    coefficient, exponent = x._coefficient, x._exponent
    if kind == "%":
        exponent += 2
    if kind == "n":
        kind = "g"
    if kind in "fF%" and not coefficient and exponent > 0:
        exponent = 0
    if precision is not None:
        if kind in "eE":
            count = _digits(coefficient) - precision - 1
        elif kind in "fF%":
            count = -precision - exponent
        else:
            count = _digits(coefficient) - precision if _digits(coefficient) > precision else 0
        if count > 0 or kind in "fF%" or kind in "eE" and coefficient:
            kept, _lost = _rounded(coefficient, min(count, _digits(coefficient) + 1), rounding, x._sign)
            exponent += count
            coefficient = kept
            if kind in "eEgG" and count > 0 and _digits(coefficient) > max(precision + (kind in "eE"), 1):
                coefficient //= 10
                exponent += 1
    digits = str(coefficient)
    left = exponent + len(digits)
    if kind in "eE":
        point = 1 - precision if not coefficient and precision is not None else 1
    elif kind in "fF%":
        point = left
    elif exponent <= 0 and left > -6:
        point = left
    else:
        point = 1
    if point <= 0 and kind not in "eE" or point < 0:
        whole, part = "0", "0" * -point + digits
    elif point > len(digits):
        whole, part = digits + "0" * (point - len(digits)), ""
    else:
        whole, part = digits[:point] or "0", digits[point:]
    shown = left - point
    if kind in "eE" and not coefficient and precision is not None:
        whole, part, shown = "0", "0" * precision, exponent + precision
    minus = x._sign
    if no_negative_zero and not coefficient:
        minus = 0
    ending = ""
    if kind in "eE" or kind in "gG" and shown:
        ending = f"{'E' if kind in 'EG' else 'e'}{shown:+d}"
    if kind == "%":
        ending = "%"
    body = (part and "." + part) + ending
    return _padded("-" if minus else "" if sign in (None, "-") else sign, whole, fill, align, zero, width, comma, body)


def _padded(sign, whole, fill, align, zero, width, comma, rest):
    width = int(width or 0)
    rest = rest or ""
    if zero and align is None:
        align, fill = "=", "0"
    if comma and whole.isdigit():
        if align == "=" and fill == "0":
            whole = whole.zfill(1)
            while len(sign) + len(_grouped(whole)) + len(rest) < width:
                whole = "0" + whole
        whole = _grouped(whole)
    body = whole + rest
    missing = width - len(sign) - len(body)
    if missing <= 0:
        return sign + body
    fill = fill or " "
    if align == "=":
        return sign + fill * missing + body
    if align == "<":
        return sign + body + fill * missing
    if align == "^":
        half = missing // 2
        return fill * half + sign + body + fill * (missing - half)
    return fill * missing + sign + body


def _grouped(digits):
    return f"{int(digits):,}" if not digits.startswith("0") or digits == "0" else _grouped_zeros(digits)


def _grouped_zeros(digits):
    parts = []
    while digits:
        parts.append(digits[-3:])
        digits = digits[:-3]
    return ",".join(reversed(parts))
