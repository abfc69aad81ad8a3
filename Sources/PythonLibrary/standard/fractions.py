"""Fractions of integers."""

import math
import numbers
import operator

__all__ = ["Fraction"]


def _pattern():
    import re
    global _pattern
    compiled = re.compile(
        r"\s*([-+]?)(?:(\d+(?:_\d+)*)(?:/(\d+(?:_\d+)*))?|(\d+(?:_\d+)*)?(?:\.(\d+(?:_\d+)*)?)?(?:[eE]([-+]?\d+(?:_\d+)*))?)"
        r"\s*")
    _pattern = lambda: compiled
    return compiled


def _make(numerator, denominator, cls=None):
    """A fraction of numbers without common factors."""
    made = object.__new__(cls or Fraction)
    made._numerator = numerator
    made._denominator = denominator
    return made


def _reduced(numerator, denominator):
    common = math.gcd(numerator, denominator)
    if denominator < 0:
        common = -common
    return _make(numerator // common, denominator // common)


class Fraction(numbers.Rational):
    """A fraction in lowest terms."""

    __slots__ = ("_numerator", "_denominator")

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if type(numerator) is int:
                return _make(numerator, 1, cls)
            if isinstance(numerator, numbers.Rational):
                return _make(int(numerator.numerator), int(numerator.denominator), cls)
            if isinstance(numerator, float) or hasattr(numerator, "as_integer_ratio") and not isinstance(numerator, str):
                return _make(*numerator.as_integer_ratio(), cls)
            if isinstance(numerator, str):
                return _make(*cls._parsed(numerator), cls)
            raise TypeError("argument should be a string or a Rational instance")
        if not (isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational)):
            raise TypeError("both arguments should be Rational instances")
        top = numerator.numerator * denominator.denominator
        bottom = denominator.numerator * numerator.denominator
        if not bottom:
            raise ZeroDivisionError(f"Fraction({top}, 0)")
        found = _reduced(int(top), int(bottom))
        return _make(found._numerator, found._denominator, cls)

    @staticmethod
    def _parsed(text):
        found = _pattern().fullmatch(text)
        digits = found and (found[2] or found[4] or found[5])
        if not digits:
            raise ValueError(f"Invalid literal for Fraction: {text!r}")
        if found[2]:
            top, bottom = int(found[2]), int(found[3] or 1)
        else:
            part = (found[5] or "").replace("_", "")
            top, bottom = int((found[4] or "0") + part), 10 ** len(part)
            exponent = int(found[6] or 0)
            if exponent >= 0:
                top *= 10 ** exponent
            else:
                bottom *= 10 ** -exponent
        if not bottom:
            raise ZeroDivisionError(f"Fraction({-top if found[1] == '-' else top}, 0)")
        made = _reduced(-top if found[1] == "-" else top, bottom)
        return made._numerator, made._denominator

    @classmethod
    def from_float(cls, f):
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        from decimal import Decimal
        if isinstance(dec, numbers.Integral):
            dec = Decimal(int(dec))
        elif not isinstance(dec, Decimal):
            raise TypeError(f"{cls.__name__}.from_decimal() only takes Decimals, not {dec!r} ({type(dec).__name__})")
        return cls(*dec.as_integer_ratio())

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def as_integer_ratio(self):
        return (self._numerator, self._denominator)

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is not larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # The convergents of the continued fraction, and the last that lies between two of them.
        before, last = (0, 1), (1, 0)
        top, bottom = self._numerator, self._denominator
        while True:
            whole = top // bottom
            below = before[1] + whole * last[1]
            if below > max_denominator:
                break
            before, last = last, (before[0] + whole * last[0], below)
            top, bottom = bottom, top - whole * bottom
        steps = (max_denominator - before[1]) // last[1]
        between = Fraction(before[0] + steps * last[0], before[1] + steps * last[1])
        convergent = Fraction(*last)
        return convergent if abs(convergent - self) <= abs(between - self) else between

    def __repr__(self):
        return f"{self.__class__.__name__}({self._numerator}, {self._denominator})"

    def __str__(self):
        return str(self._numerator) if self._denominator == 1 else f"{self._numerator}/{self._denominator}"

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    # Arithmetic: with rationals exactly, with floats and complex numbers as those.

    def _with(self, other, exact, general, reflected=False):
        if isinstance(other, Fraction) or isinstance(other, int) or isinstance(other, numbers.Rational):
            return exact(other, self) if reflected else exact(self, other)
        if isinstance(other, float):
            return general(other, float(self)) if reflected else general(float(self), other)
        if isinstance(other, complex):
            return general(other, complex(self)) if reflected else general(complex(self), other)
        return NotImplemented

    def __add__(self, other):
        return self._with(other, _sum, operator.add)

    def __radd__(self, other):
        return self._with(other, _sum, operator.add, True)

    def __sub__(self, other):
        return self._with(other, _difference, operator.sub)

    def __rsub__(self, other):
        return self._with(other, _difference, operator.sub, True)

    def __mul__(self, other):
        return self._with(other, _product, operator.mul)

    def __rmul__(self, other):
        return self._with(other, _product, operator.mul, True)

    def __truediv__(self, other):
        return self._with(other, _quotient, operator.truediv)

    def __rtruediv__(self, other):
        return self._with(other, _quotient, operator.truediv, True)

    def __floordiv__(self, other):
        return self._with(other, _floor, operator.floordiv)

    def __rfloordiv__(self, other):
        return self._with(other, _floor, operator.floordiv, True)

    def __mod__(self, other):
        return self._with(other, _modulo, operator.mod)

    def __rmod__(self, other):
        return self._with(other, _modulo, operator.mod, True)

    def __divmod__(self, other):
        return self._with(other, lambda a, b: (_floor(a, b), _modulo(a, b)), divmod)

    def __rdivmod__(self, other):
        return self._with(other, lambda a, b: (_floor(a, b), _modulo(a, b)), divmod, True)

    def __pow__(a, b):
        if not isinstance(b, numbers.Rational):
            return float(a) ** b
        if b.denominator != 1:
            return float(a) ** float(b)
        power = int(b.numerator)
        if power >= 0:
            return _make(a._numerator ** power, a._denominator ** power)
        if not a._numerator:
            raise ZeroDivisionError(f"Fraction({a._denominator ** -power}, 0)")
        top, bottom = a._denominator ** -power, a._numerator ** -power
        return _make(top, bottom) if bottom > 0 else _make(-top, -bottom)

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(self):
        return _make(self._numerator, self._denominator)

    def __neg__(self):
        return _make(-self._numerator, self._denominator)

    def __abs__(self):
        return _make(abs(self._numerator), self._denominator)

    def __int__(self):
        return -(-self._numerator // self._denominator) if self._numerator < 0 else self._numerator // self._denominator

    __trunc__ = __int__

    def __floor__(self):
        return self._numerator // self._denominator

    def __ceil__(self):
        return -(-self._numerator // self._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            double = 2 * rest
            if double > self._denominator or double == self._denominator and whole & 1:
                return whole + 1
            return whole
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __bool__(self):
        return bool(self._numerator)

    def __hash__(self):
        prime = 2 ** 61 - 1
        bottom = self._denominator % prime
        if not bottom:
            found = hash(math.inf)
        else:
            found = hash(abs(self._numerator) % prime * pow(bottom, prime - 2, prime) % prime)
        found = found if self._numerator >= 0 else -found
        return -2 if found == -1 else found

    def __eq__(self, other):
        if isinstance(other, numbers.Rational):
            return self._numerator == other.numerator and self._denominator == other.denominator
        if isinstance(other, complex) and other.imag == 0:
            other = other.real
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return 0.0 == other
            return self == Fraction(*other.as_integer_ratio())
        return NotImplemented

    def _compared(self, other, compare):
        if isinstance(other, numbers.Rational):
            return compare(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return compare(0.0, other)
            return compare(self, Fraction(*other.as_integer_ratio()))
        return NotImplemented

    def __lt__(self, other):
        return self._compared(other, operator.lt)

    def __gt__(self, other):
        return self._compared(other, operator.gt)

    def __le__(self, other):
        return self._compared(other, operator.le)

    def __ge__(self, other):
        return self._compared(other, operator.ge)


def _sum(a, b):
    return _reduced(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)


def _difference(a, b):
    return _reduced(a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator)


def _product(a, b):
    return _reduced(a.numerator * b.numerator, a.denominator * b.denominator)


def _quotient(a, b):
    if not b.numerator:
        raise ZeroDivisionError(f"Fraction({a.numerator * b.denominator}, 0)")
    return _reduced(a.numerator * b.denominator, a.denominator * b.numerator)


def _floor(a, b):
    return (a.numerator * b.denominator) // (a.denominator * b.numerator)


def _modulo(a, b):
    bottom = a.denominator * b.denominator
    return _reduced((a.numerator * b.denominator) % (b.numerator * a.denominator), bottom)
