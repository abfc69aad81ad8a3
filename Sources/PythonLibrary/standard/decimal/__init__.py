"""Decimal numbers of any precision."""

import math
import numbers
import sys

from decimal._signals import *
from decimal._signals import _digits, _rounded

__all__ = [
    "Decimal", "Context", "DecimalTuple", "DefaultContext", "BasicContext", "ExtendedContext", "DecimalException",
    "Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "Rounded", "Subnormal", "Overflow", "Underflow",
    "FloatOperation", "DivisionImpossible", "InvalidContext", "ConversionSyntax", "DivisionUndefined", "ROUND_DOWN",
    "ROUND_HALF_UP", "ROUND_HALF_EVEN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP", "ROUND_HALF_DOWN", "ROUND_05UP",
    "setcontext", "getcontext", "localcontext", "MAX_PREC", "MAX_EMAX", "MIN_EMIN", "MIN_ETINY", "HAVE_THREADS",
    "HAVE_CONTEXTVAR",
]


class DecimalTuple(tuple):
    """Sign, digits and exponent."""

    __module__ = "decimal"
    _fields = ("sign", "digits", "exponent")
    sign = property(lambda self: self[0])
    digits = property(lambda self: self[1])
    exponent = property(lambda self: self[2])

    def __new__(cls, sign, digits, exponent):
        return tuple.__new__(cls, (sign, digits, exponent))

    def __getnewargs__(self):
        return tuple(self)

    def __repr__(self):
        return f"DecimalTuple(sign={self[0]!r}, digits={self[1]!r}, exponent={self[2]!r})"


def _pattern():
    import re
    global _pattern
    compiled = re.compile(
        r"([-+])?(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([-+]?\d+))?|([-+])?(?:(inf(?:inity)?)|(s)?(nan)(\d*))", re.I)
    _pattern = lambda: compiled
    return compiled


def _make(sign, coefficient, exponent, kind=""):
    made = object.__new__(Decimal)
    made._sign, made._coefficient, made._exponent, made._kind = sign, coefficient, exponent, kind
    return made


def _invalid(context, reason=None):
    context = context or getcontext()
    context._raise(InvalidOperation, reason)
    return _make(0, 0, 0, "n")


class Decimal:
    """A decimal number: sign, coefficient and exponent, or an infinity, or no number."""

    _is_written_in_c = True

    # `_kind` is empty for numbers, F for infinities, n and N for quiet and signalling NaN.
    __slots__ = ("_sign", "_coefficient", "_exponent", "_kind")
    __module__ = "decimal"

    def __new__(cls, value="0", context=None):
        made = object.__new__(cls)
        if isinstance(value, Decimal):
            parts = value._sign, value._coefficient, value._exponent, value._kind
        elif isinstance(value, int):
            parts = int(value < 0), abs(int(value)), 0, ""
        elif isinstance(value, str):
            parts = cls._parsed(value, context)
        elif isinstance(value, float):
            parts = cls._of_float(value)
        elif isinstance(value, (tuple, list)):
            parts = cls._of_tuple(value)
        else:
            raise TypeError(f"conversion from {_name(value)} to Decimal is not supported")
        made._sign, made._coefficient, made._exponent, made._kind = parts
        return made

    @staticmethod
    def _parsed(value, context):
        found = _pattern().fullmatch(value.strip().replace("_", ""))
        if found is None:
            made = _invalid(context, ConversionSyntax)
            return made._sign, made._coefficient, made._exponent, made._kind
        sign, whole, part, only_part, exponent, other_sign, infinity, signalling, nan, payload = found.groups()
        if infinity:
            return int(other_sign == "-"), 0, 0, "F"
        if nan:
            return int(other_sign == "-"), int(payload or "0"), 0, "N" if signalling else "n"
        part = only_part or part or ""
        return int(sign == "-"), int((whole or "") + part), int(exponent or 0) - len(part), ""

    @staticmethod
    def _of_float(value):
        sign = int(math.copysign(1.0, value) < 0)
        if value != value:
            return sign, 0, 0, "n"
        if value in (math.inf, -math.inf):
            return sign, 0, 0, "F"
        top, bottom = abs(value).as_integer_ratio()
        places = bottom.bit_length() - 1
        return sign, top * 5 ** places, -places, ""

    @staticmethod
    def _of_tuple(value):
        if len(value) != 3:
            raise ValueError("argument must be a sequence of length 3")
        sign, digits, exponent = value
        if sign not in (0, 1) or not isinstance(sign, int):
            raise ValueError("sign must be an integer with the value 0 or 1")
        if exponent == "F":
            return sign, 0, 0, "F"
        coefficient = 0
        for digit in digits:
            if not isinstance(digit, int) or not 0 <= digit <= 9:
                raise ValueError("coefficient must be a tuple of digits")
            coefficient = 10 * coefficient + digit
        if exponent in ("n", "N"):
            return sign, coefficient, 0, exponent
        if not isinstance(exponent, int):
            raise ValueError("string argument in the third position must be 'F', 'n' or 'N'"
                             if isinstance(exponent, str) else "exponent must be an integer")
        return sign, coefficient, exponent, ""

    @classmethod
    def from_float(cls, f, /):
        if isinstance(f, int):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("argument must be int or float")
        return cls(f)

    def __setattr__(self, name, value):
        if name in Decimal.__slots__ and not hasattr(self, "_kind"):
            object.__setattr__(self, name, value)
        elif type(self) is not Decimal:
            object.__setattr__(self, name, value)
        else:
            raise AttributeError(f"'decimal.Decimal' object has no attribute '{name}'")

    def __getattr__(self, name):
        raise AttributeError(f"'{_name(self)}' object has no attribute '{name}'")

    def __reduce__(self):
        return type(self), (str(self),)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    # Text

    def __str__(self, engineering=False):
        sign = "-" if self._sign else ""
        if self._kind:
            if self._kind == "F":
                return sign + "Infinity"
            return sign + ("sNaN" if self._kind == "N" else "NaN") + (str(self._coefficient) if self._coefficient else "")
        digits = str(self._coefficient)
        exponent = self._exponent
        left = exponent + len(digits)
        if exponent <= 0 and left > -6:
            point = left
        elif not engineering:
            point = 1
        elif self._coefficient:
            point = (left - 1) % 3 + 1
        else:
            point = (left + 1) % 3 - 1
        if point <= 0:
            whole, part = "0", "." + "0" * -point + digits
        elif point >= len(digits):
            whole, part = digits + "0" * (point - len(digits)), ""
        else:
            whole, part = digits[:point], "." + digits[point:]
        if left == point:
            return sign + whole + part
        return f"{sign}{whole}{part}{'E' if getcontext().capitals else 'e'}{left - point:+d}"

    def __repr__(self):
        return f"Decimal('{self}')"

    def to_eng_string(self, context=None):
        return self.__str__(True)

    def __format__(self, spec):
        from decimal._format import formatted
        return formatted(self, spec)

    # Parts

    def as_tuple(self):
        if self._kind == "F":
            return DecimalTuple(self._sign, (0,), "F")
        digits = tuple(map(int, str(self._coefficient)))
        if self._kind:
            return DecimalTuple(self._sign, digits if self._coefficient else (), self._kind)
        return DecimalTuple(self._sign, digits, self._exponent)

    def as_integer_ratio(self):
        if self._kind:
            if self._kind == "F":
                raise OverflowError("cannot convert Infinity to integer ratio")
            raise ValueError("cannot convert NaN to integer ratio")
        top = -self._coefficient if self._sign else self._coefficient
        if self._exponent >= 0:
            return top * 10 ** self._exponent, 1
        bottom = 10 ** -self._exponent
        common = math.gcd(top, bottom)
        return top // common, bottom // common

    def adjusted(self):
        return 0 if self._kind else self._exponent + len(str(self._coefficient)) - 1

    @property
    def real(self):
        return self

    @property
    def imag(self):
        return Decimal(0)

    def conjugate(self):
        return self

    def is_nan(self):
        return self._kind in ("n", "N")

    def is_qnan(self):
        return self._kind == "n"

    def is_snan(self):
        return self._kind == "N"

    def is_infinite(self):
        return self._kind == "F"

    def is_finite(self):
        return not self._kind

    def is_zero(self):
        return not self._kind and not self._coefficient

    def is_signed(self):
        return bool(self._sign)

    def is_canonical(self):
        return True

    def is_normal(self, context=None):
        return not self._kind and bool(self._coefficient) and self.adjusted() >= (context or getcontext()).Emin

    def is_subnormal(self, context=None):
        return not self._kind and bool(self._coefficient) and self.adjusted() < (context or getcontext()).Emin

    def number_class(self, context=None):
        if self.is_nan():
            return "sNaN" if self._kind == "N" else "NaN"
        what = ("Infinity" if self._kind else "Zero" if not self._coefficient else
                "Subnormal" if self.is_subnormal(context) else "Normal")
        return ("-" if self._sign else "+") + what

    def __bool__(self):
        return bool(self._kind) or bool(self._coefficient)

    # Rounding into a context

    def _fixed(self, context=None):
        """The number with no more digits than the context allows."""
        context = context or getcontext()
        if self._kind:
            if self._kind == "N":
                return _invalid(context)
            return self
        sign, coefficient, exponent = self._sign, self._coefficient, self._exponent
        lowest = context.Emin - context.prec + 1
        if not coefficient:
            bounded = min(max(exponent, lowest), context.Emax - (context.prec - 1 if context.clamp else 0))
            if bounded != exponent:
                context._raise(Clamped)
                return _make(sign, 0, bounded)
            return self
        digits = _digits(coefficient)
        adjusted = exponent + digits - 1
        if digits <= context.prec and context.Emin <= adjusted <= context.Emax and not context.clamp:
            return self
        if adjusted > context.Emax:
            return self._overflowed(sign, context)
        count = max(digits - context.prec, lowest - exponent)
        if count <= 0:
            if context.clamp and exponent > context.Etop():
                context._raise(Clamped)
                return _make(sign, coefficient * 10 ** (exponent - context.Etop()), context.Etop())
            if adjusted < context.Emin:
                context._raise(Subnormal)
            return self
        kept, is_inexact = _rounded(coefficient, count, context.rounding, sign)
        exponent += count
        if _digits(kept) > context.prec:
            kept //= 10
            exponent += 1
        if kept and exponent + _digits(kept) - 1 > context.Emax:
            return self._overflowed(sign, context)
        if is_inexact and adjusted < context.Emin:
            context._raise(Underflow)
        if adjusted < context.Emin:
            context._raise(Subnormal)
        if is_inexact:
            context._raise(Inexact)
        context._raise(Rounded)
        return _make(sign, kept, exponent)

    def _overflowed(self, sign, context):
        for signal in (Overflow, Inexact, Rounded):
            context._raise(signal)
        away = context.rounding in (ROUND_UP, ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN) \
            or context.rounding == ROUND_CEILING and not sign or context.rounding == ROUND_FLOOR and sign
        if away:
            return _make(sign, 0, 0, "F")
        return _make(sign, 10 ** context.prec - 1, context.Emax - context.prec + 1)

    # Comparisons

    def _compared(self, other):
        """-1, 0 or 1 of two numbers that are no NaN."""
        if self._kind or other._kind:
            mine = (-1 if self._sign else 1) if self._kind else 0
            theirs = (-1 if other._sign else 1) if other._kind else 0
            return (mine > theirs) - (mine < theirs)
        if not self._coefficient and not other._coefficient:
            return 0
        mine = self._coefficient and (-1 if self._sign else 1)
        theirs = other._coefficient and (-1 if other._sign else 1)
        mine, theirs = (mine > 0) - (mine < 0), (theirs > 0) - (theirs < 0)
        if mine != theirs:
            return 1 if mine > theirs else -1
        a, b = self.adjusted(), other.adjusted()
        if a == b:
            low = min(self._exponent, other._exponent)
            a = self._coefficient * 10 ** (self._exponent - low)
            b = other._coefficient * 10 ** (other._exponent - low)
        found = (a > b) - (a < b)
        return -found if self._sign else found

    def _comparable(self, other):
        if isinstance(other, Decimal):
            return other
        if isinstance(other, int):
            return Decimal(other)
        if isinstance(other, float):
            getcontext()._raise(FloatOperation)
            return Decimal(other)
        if isinstance(other, complex) and other.imag == 0:
            return Decimal(other.real)
        return None

    def __eq__(self, other):
        if not isinstance(other, (Decimal, int, float, complex)) and isinstance(other, numbers.Rational):
            top, bottom = self.as_integer_ratio() if not self._kind else (None, 1)
            return top is not None and top * other.denominator == other.numerator * bottom
        other = self._comparable(other)
        if other is None:
            return NotImplemented
        if self.is_nan() or other.is_nan():
            if "N" in (self._kind, other._kind):
                _invalid(None)
            return False
        return self._compared(other) == 0

    def _ordered(self, other, test, sign):
        if not isinstance(other, (Decimal, int, float)) and isinstance(other, numbers.Rational):
            mine = self._coefficient * 10 ** max(self._exponent, 0) * (-1 if self._sign else 1) * other.denominator
            return test(_sign_of(mine - other.numerator * 10 ** max(-self._exponent, 0)))
        if isinstance(other, complex):
            return NotImplemented
        if isinstance(other, (str, bytes, list, tuple, dict, set, type(None))):
            raise TypeError(f"'{sign}' not supported between instances of 'decimal.Decimal' and "
                            f"'{type(other).__name__}'")
        other = self._comparable(other)
        if other is None:
            return NotImplemented
        if self.is_nan() or other.is_nan():
            _invalid(None)
            return False
        return test(self._compared(other))

    def __lt__(self, other):
        return self._ordered(other, lambda found: found < 0, "<")

    def __le__(self, other):
        return self._ordered(other, lambda found: found <= 0, "<=")

    def __gt__(self, other):
        return self._ordered(other, lambda found: found > 0, ">")

    def __ge__(self, other):
        return self._ordered(other, lambda found: found >= 0, ">=")

    def __hash__(self):
        if self._kind:
            if self._kind == "F":
                return hash(-math.inf if self._sign else math.inf)
            if self._kind == "N":
                raise TypeError("Cannot hash a signaling NaN value")
            return object.__hash__(self)
        prime = 2 ** 61 - 1
        power = pow(10, self._exponent, prime) if self._exponent >= 0 else pow(pow(10, prime - 2, prime), -self._exponent, prime)
        found = self._coefficient * power % prime
        found = -found if self._sign else found
        return -2 if found == -1 else found

    def compare(self, other, context=None):
        other = _operand(other)
        found = self._nan_result(other, context)
        return found if found is not None else Decimal(self._compared(other))

    def compare_signal(self, other, context=None):
        other = _operand(other)
        if self.is_nan() or other.is_nan():
            return _invalid(context)
        return Decimal(self._compared(other))

    def compare_total(self, other, context=None):
        other = _operand(other)

        def key(value):
            order = {"": 0, "F": 1, "N": 2, "n": 3}[value._kind]
            return order
        if self._sign != other._sign:
            return Decimal(-1 if self._sign else 1)
        a, b = key(self), key(other)
        if a == b:
            a, b = (self._coefficient, other._coefficient) if self._kind else (0, 0)
            if not self._kind:
                found = abs(self)._compared(abs(other))
                a, b = (found, 0) if found else (self._exponent, other._exponent)
        found = (a > b) - (a < b)
        return Decimal(-found if self._sign else found)

    def max(self, other, context=None):
        return self._extreme(other, context, 1)

    def min(self, other, context=None):
        return self._extreme(other, context, -1)

    def _extreme(self, other, context, wanted):
        other = _operand(other)
        if self.is_nan() or other.is_nan():
            if "N" in (self._kind, other._kind):
                return _invalid(context)
            return (other if self.is_nan() else self)._fixed(context)
        found = self._compared(other) or int(self.compare_total(other))
        return (self if found * wanted >= 0 else other)._fixed(context)

    def max_mag(self, other, context=None):
        found = abs(self)._compared(abs(_operand(other)))
        return self.max(other, context) if not found else (self if found > 0 else _operand(other))._fixed(context)

    def min_mag(self, other, context=None):
        found = abs(self)._compared(abs(_operand(other)))
        return self.min(other, context) if not found else (self if found < 0 else _operand(other))._fixed(context)

    # Arithmetic

    def _nan_result(self, other=None, context=None):
        """What an operation with a NaN gives, and nothing without one."""
        if "N" in (self._kind, other._kind if other is not None else ""):
            return _invalid(context)
        if self._kind == "n":
            return self
        if other is not None and other._kind == "n":
            return other
        return None

    def __neg__(self, context=None):
        return self._nan_result() or _make(
            int(not self._sign) if self else int((context or getcontext()).rounding == ROUND_FLOOR and not self._sign),
            self._coefficient, self._exponent, self._kind)._fixed(context)

    def __pos__(self, context=None):
        found = self._nan_result()
        if found is not None:
            return found
        return (self if self else _make(0, 0, self._exponent))._fixed(context)

    def __abs__(self, round=True):
        found = self._nan_result()
        if found is not None:
            return found
        made = _make(0, self._coefficient, self._exponent, self._kind)
        return made._fixed() if round else made

    def __add__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        return self._sum(other, context or getcontext())._fixed(context)

    def __radd__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else other + self

    def _sum(self, other, context):
        """The sum with all its digits."""
        found = self._nan_result(other, context)
        if found is not None:
            return found
        if self._kind or other._kind:
            if self._kind and other._kind and self._sign != other._sign:
                return _invalid(context)
            return self if self._kind else other
        low = min(self._exponent, other._exponent)
        big, small = (self, other) if self._exponent > other._exponent else (other, self)
        # What lies far below the digits that stay only tells the way of rounding.
        gap = big._exponent - small._exponent
        if big._coefficient and small._coefficient and \
                gap > context.prec + 2 and big.adjusted() - small.adjusted() > context.prec + 2 and \
                gap - _digits(small._coefficient) > context.prec + 2:
            low = big._exponent - context.prec - 2 - _digits(big._coefficient)
            if low > small.adjusted():
                small = _make(small._sign, 1, low)
            else:
                low = small._exponent
        total = 0
        for number in (big, small):
            part = number._coefficient * 10 ** (number._exponent - low)
            total += -part if number._sign else part
        if not total:
            if self._sign == other._sign and not self._coefficient and not other._coefficient:
                return _make(self._sign, 0, low)
            both = self._sign and other._sign
            return _make(int(both or context.rounding == ROUND_FLOOR and self._sign != other._sign), 0, low)
        return _make(int(total < 0), abs(total), low)

    def __sub__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        return self.__add__(other.copy_negate() if not other.is_nan() else other, context)

    def __rsub__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else other - self

    def __mul__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        return self._product(other, context)._fixed(context)

    def __rmul__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else other * self

    def _product(self, other, context):
        found = self._nan_result(other, context)
        if found is not None:
            return found
        sign = self._sign ^ other._sign
        if self._kind or other._kind:
            if not (self and other):
                return _invalid(context)
            return _make(sign, 0, 0, "F")
        return _make(sign, self._coefficient * other._coefficient, self._exponent + other._exponent)

    def fma(self, other, third, context=None):
        context = context or getcontext()
        return self._product(_operand(other), context)._sum(_operand(third), context)._fixed(context)

    def __truediv__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        found = self._nan_result(other, context)
        if found is not None:
            return found
        sign = self._sign ^ other._sign
        if self._kind:
            return _invalid(context) if other._kind else _make(sign, 0, 0, "F")
        if other._kind:
            context._raise(Clamped)
            return _make(sign, 0, context.Etiny())
        if not other._coefficient:
            if not self._coefficient:
                return _invalid(context, DivisionUndefined)
            context._raise(DivisionByZero)
            return _make(sign, 0, 0, "F")
        ideal = self._exponent - other._exponent
        if not self._coefficient:
            return _make(sign, 0, ideal)._fixed(context)
        shift = max(_digits(other._coefficient) - _digits(self._coefficient) + context.prec + 1, 0)
        quotient, rest = divmod(self._coefficient * 10 ** shift, other._coefficient)
        exponent = ideal - shift
        if rest:
            # A digit behind the last tells that something is lost.
            quotient, exponent = 10 * quotient + 1, exponent - 1
        else:
            while exponent < ideal and not quotient % 10:
                quotient //= 10
                exponent += 1
        return _make(sign, quotient, exponent)._fixed(context)

    def __rtruediv__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else other / self

    def _divided(self, other, context):
        """Quotient without its fraction, and remainder with the sign of this number."""
        found = self._nan_result(other, context)
        if found is not None:
            return found, found
        sign = self._sign ^ other._sign
        if self._kind:
            nothing = _invalid(context)
            return (nothing if other._kind else _make(sign, 0, 0, "F")), nothing
        if other._kind:
            return _make(sign, 0, 0), self._fixed(context)
        if not other._coefficient:
            if not self._coefficient:
                nothing = _invalid(context, DivisionUndefined)
                return nothing, nothing
            context._raise(DivisionByZero)
            return _make(sign, 0, 0, "F"), _invalid(context)
        low = min(self._exponent, other._exponent)
        if self.adjusted() - other.adjusted() > context.prec:
            nothing = _invalid(context, DivisionImpossible)
            return nothing, nothing
        if self.adjusted() < other.adjusted():
            quotient, rest = 0, self._coefficient * 10 ** (self._exponent - low) if self._exponent == low else None
            if rest is None:
                return _make(sign, 0, 0), _make(self._sign, self._coefficient * 10 ** min(
                    self._exponent - low, context.prec), max(low, self._exponent - context.prec))._fixed(context)
        else:
            quotient, rest = divmod(self._coefficient * 10 ** (self._exponent - low),
                                    other._coefficient * 10 ** (other._exponent - low))
        if quotient and _digits(quotient) > context.prec:
            nothing = _invalid(context, DivisionImpossible)
            return nothing, nothing
        return _make(sign, quotient, 0), _make(self._sign, rest, low)._fixed(context)

    def __floordiv__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        if self._kind == "F" and not other._kind:
            return _make(self._sign ^ other._sign, 0, 0, "F")
        if not other._kind and not other._coefficient and not self._kind and self._coefficient:
            getcontext()._raise(DivisionByZero)
            return _make(self._sign ^ other._sign, 0, 0, "F")
        return self._divided(other, context or getcontext())[0]

    def __rfloordiv__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else other // self

    def __mod__(self, other, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        if not other._kind and not other._coefficient and not self.is_nan():
            return _invalid(context, None if self._coefficient or self._kind else DivisionUndefined)
        return self._divided(other, context)[1]

    def __rmod__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else other % self

    def __divmod__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else self._divided(other, getcontext())

    def __rdivmod__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else divmod(other, self)

    def remainder_near(self, other, context=None):
        other = _operand(other)
        context = context or getcontext()
        found = self._nan_result(other, context)
        if found is not None:
            return found
        if self._kind or not other:
            return _invalid(context)
        if other._kind:
            return self._fixed(context)
        low = min(self._exponent, other._exponent)
        unit = other._coefficient * 10 ** (other._exponent - low)
        quotient, rest = divmod(self._coefficient * 10 ** (self._exponent - low), unit)
        if 2 * rest > unit or 2 * rest == unit and quotient & 1:
            quotient, rest = quotient + 1, rest - unit
        if _digits(quotient) > context.prec:
            return _invalid(context, DivisionImpossible)
        return _make(self._sign ^ (rest < 0), abs(rest), low)._fixed(context)

    def __pow__(self, other, modulo=None, context=None):
        other = _converted(other)
        if other is NotImplemented:
            return other
        context = context or getcontext()
        from decimal._powers import power, power_modulo
        if modulo is not None:
            return power_modulo(self, other, _operand(modulo), context)
        return power(self, other, context)

    def __rpow__(self, other):
        other = _converted(other)
        return other if other is NotImplemented else other ** self

    def sqrt(self, context=None):
        from decimal._powers import root
        return root(self, context or getcontext())

    def exp(self, context=None):
        from decimal._powers import exponential
        return exponential(self, context or getcontext())

    def ln(self, context=None):
        from decimal._powers import logarithm
        return logarithm(self, context or getcontext(), False)

    def log10(self, context=None):
        from decimal._powers import logarithm
        return logarithm(self, context or getcontext(), True)

    def logb(self, context=None):
        found = self._nan_result(None, context)
        if found is not None:
            return found
        if self._kind:
            return _make(0, 0, 0, "F")
        if not self._coefficient:
            (context or getcontext())._raise(DivisionByZero)
            return _make(1, 0, 0, "F")
        return Decimal(self.adjusted())._fixed(context)

    # Other numbers

    def __int__(self):
        if self._kind:
            if self._kind == "F":
                raise OverflowError("cannot convert Infinity to integer")
            raise ValueError("cannot convert NaN to integer")
        if self._exponent >= 0:
            found = self._coefficient * 10 ** self._exponent
        else:
            found = self._coefficient // 10 ** -self._exponent if -self._exponent <= _digits(self._coefficient) else 0
        return -found if self._sign else found

    __trunc__ = __int__

    def __float__(self):
        if self._kind == "N":
            raise ValueError("cannot convert signaling NaN to float")
        return float(str(self)) if self._kind != "n" else math.nan

    def __complex__(self):
        return complex(float(self))

    def _whole(self, rounding):
        if self._kind:
            return int(self)
        kept, _ = _rounded(self._coefficient, -self._exponent, rounding, self._sign)
        return -kept if self._sign else kept

    def __round__(self, ndigits=None):
        if ndigits is None:
            if self._kind == "F":
                raise OverflowError("cannot convert Infinity to integer")
            if self._kind:
                raise ValueError("cannot convert NaN to integer")
            return self._whole(ROUND_HALF_EVEN)
        return self.quantize(_make(0, 1, -ndigits))

    def __floor__(self):
        return self._whole(ROUND_FLOOR)

    def __ceil__(self):
        return self._whole(ROUND_CEILING)

    def quantize(self, exp, rounding=None, context=None):
        """The number with the exponent of another."""
        exp = _operand(exp)
        context = context or getcontext()
        found = self._nan_result(exp, context)
        if found is not None:
            return found
        if self._kind or exp._kind:
            return self if self._kind and exp._kind else _invalid(context)
        wanted = exp._exponent
        if not context.Etiny() <= wanted <= context.Emax:
            return _invalid(context)
        if not self._coefficient:
            return _make(self._sign, 0, wanted)._fixed(context)
        if self.adjusted() > context.Emax or self.adjusted() - wanted + 1 > context.prec:
            return _invalid(context)
        kept, is_inexact = _rounded(
            self._coefficient, min(wanted - self._exponent, _digits(self._coefficient) + 1),
            rounding or context.rounding, self._sign)
        made = _make(self._sign, kept, wanted)
        if kept and _digits(kept) > context.prec:
            return _invalid(context)
        if wanted > self._exponent:
            if is_inexact:
                context._raise(Inexact)
            context._raise(Rounded)
        return made._fixed(context)

    def same_quantum(self, other, context=None):
        other = _operand(other)
        if self._kind or other._kind:
            return self.is_nan() and other.is_nan() or self.is_infinite() and other.is_infinite()
        return self._exponent == other._exponent

    def normalize(self, context=None):
        """The number without zeros at its end."""
        context = context or getcontext()
        found = self._nan_result(None, context)
        if found is not None:
            return found
        made = self._fixed(context)
        if made._kind:
            return made
        if not made._coefficient:
            return _make(made._sign, 0, 0)
        coefficient, exponent = made._coefficient, made._exponent
        while not coefficient % 10 and exponent < context.Emax:
            coefficient //= 10
            exponent += 1
        return _make(made._sign, coefficient, exponent)

    def to_integral_value(self, rounding=None, context=None):
        context = context or getcontext()
        found = self._nan_result(None, context)
        if found is not None:
            return found
        if self._kind or self._exponent >= 0:
            return self
        kept, _ = _rounded(self._coefficient, min(-self._exponent, _digits(self._coefficient) + 1),
                           rounding or context.rounding, self._sign)
        return _make(self._sign, kept, 0)

    to_integral = to_integral_value

    def to_integral_exact(self, rounding=None, context=None):
        context = context or getcontext()
        made = self.to_integral_value(rounding, context)
        if made._compared(self) if not made.is_nan() else False:
            context._raise(Inexact)
        if not self._kind and self._exponent < 0:
            context._raise(Rounded)
        return made

    def scaleb(self, other, context=None):
        other = _operand(other)
        found = self._nan_result(other, context)
        if found is not None:
            return found
        if other._kind or other._exponent:
            return _invalid(context)
        if self._kind:
            return self
        return _make(self._sign, self._coefficient, self._exponent + int(other))._fixed(context)

    def canonical(self):
        return self

    def copy_abs(self):
        return _make(0, self._coefficient, self._exponent, self._kind)

    def copy_negate(self):
        return _make(int(not self._sign), self._coefficient, self._exponent, self._kind)

    def copy_sign(self, other, context=None):
        return _make(_operand(other)._sign, self._coefficient, self._exponent, self._kind)

    def radix(self):
        return Decimal(10)

    def next_plus(self, context=None):
        return self._next(context, False)

    def next_minus(self, context=None):
        return self._next(context, True)

    def _next(self, context, down):
        context = (context or getcontext()).copy()
        context.clear_traps()
        found = self._nan_result(None, context)
        if found is not None:
            return found
        if self._kind:
            if bool(self._sign) == down:
                return self
            return _make(self._sign, 10 ** context.prec - 1, context.Etop())
        context.rounding = ROUND_FLOOR if down else ROUND_CEILING
        made = self._fixed(context)
        if made._compared(self):
            return made
        return self.__add__(_make(int(down), 1, context.Etiny() - 1), context)


def _name(value):
    kind = type(value)
    return kind.__name__ if kind.__module__ in ("builtins", "__main__") else f"{kind.__module__}.{kind.__qualname__}"


def _sign_of(number):
    return (number > 0) - (number < 0)


def _converted(value):
    """The other operand as a decimal number; its operator goes on without this one if it is none."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, int) else NotImplemented


def _operand(value):
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError(f"conversion from {_name(value)} to Decimal is not supported")


numbers.Number.register(Decimal)
