"""What can go wrong or be lost in decimal arithmetic, and the contexts that say what to do then."""

import math

ROUND_DOWN, ROUND_HALF_UP, ROUND_HALF_EVEN = "ROUND_DOWN", "ROUND_HALF_UP", "ROUND_HALF_EVEN"
ROUND_CEILING, ROUND_FLOOR, ROUND_UP = "ROUND_CEILING", "ROUND_FLOOR", "ROUND_UP"
ROUND_HALF_DOWN, ROUND_05UP = "ROUND_HALF_DOWN", "ROUND_05UP"
MAX_PREC = MAX_EMAX = 999999999999999999
MIN_EMIN = -MAX_EMAX
MIN_ETINY = MIN_EMIN - MAX_PREC + 1
HAVE_THREADS = HAVE_CONTEXTVAR = True
_roundings = (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,
              ROUND_05UP)


class DecimalException(ArithmeticError):
    __module__ = "decimal"


class InvalidOperation(DecimalException):
    __module__ = "decimal"


class FloatOperation(DecimalException, TypeError):
    __module__ = "decimal"


class DivisionByZero(DecimalException, ZeroDivisionError):
    __module__ = "decimal"


class Inexact(DecimalException):
    __module__ = "decimal"


class Rounded(DecimalException):
    __module__ = "decimal"


class Subnormal(DecimalException):
    __module__ = "decimal"


class Clamped(DecimalException):
    __module__ = "decimal"


class Overflow(Inexact, Rounded):
    __module__ = "decimal"


class Underflow(Inexact, Rounded, Subnormal):
    __module__ = "decimal"


class ConversionSyntax(InvalidOperation):
    __module__ = "decimal"


class DivisionImpossible(InvalidOperation):
    __module__ = "decimal"


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    __module__ = "decimal"


class InvalidContext(InvalidOperation):
    __module__ = "decimal"


_signals = (InvalidOperation, FloatOperation, DivisionByZero, Overflow, Underflow, Subnormal, Inexact, Rounded, Clamped)
_order = (Clamped, InvalidOperation, DivisionByZero, Inexact, Rounded, Subnormal, Overflow, Underflow, FloatOperation)


class SignalDict(dict):
    """Which signals were raised, or shall be."""

    __module__ = "decimal"

    def __setitem__(self, key, value):
        if key not in _signals:
            raise KeyError("invalid error flag")
        dict.__setitem__(self, key, bool(value))

    def __delitem__(self, key):
        raise ValueError("signal keys cannot be deleted")

    def __repr__(self):
        return "{" + ", ".join(f"{key!r}:{value}" for key, value in self.items()) + "}"


def _table(chosen):
    made = SignalDict()
    for signal in _signals:
        dict.__setitem__(made, signal, bool(chosen.get(signal)) if isinstance(chosen, dict) else signal in chosen)
    return made


class Context:
    """The precision, the rounding and what happens where something is wrong or lost."""

    __module__ = "decimal"

    def __init__(self, prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None,
                 traps=None):
        base = DefaultContext if DefaultContext is not None else None
        self.prec = prec if prec is not None else base.prec if base else 28
        self.rounding = rounding if rounding is not None else base.rounding if base else ROUND_HALF_EVEN
        self.Emin = Emin if Emin is not None else base.Emin if base else -999999
        self.Emax = Emax if Emax is not None else base.Emax if base else 999999
        self.capitals = capitals if capitals is not None else base.capitals if base else 1
        self.clamp = clamp if clamp is not None else base.clamp if base else 0
        self.flags = _table(flags or ())
        if traps is None:
            traps = base.traps if base else ()
        self.traps = _table(traps)

    def __setattr__(self, name, value):
        if name == "prec":
            if not isinstance(value, int):
                raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
            if not 1 <= value <= MAX_PREC:
                raise ValueError(f"valid range for prec is [1, MAX_PREC]")
        elif name == "rounding":
            if value not in _roundings:
                raise TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                                "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
        elif name == "Emin" and not MIN_EMIN <= value <= 0:
            raise ValueError("valid range for Emin is [MIN_EMIN, 0]")
        elif name == "Emax" and not 0 <= value <= MAX_EMAX:
            raise ValueError("valid range for Emax is [0, MAX_EMAX]")
        elif name in ("capitals", "clamp") and value not in (0, 1):
            raise ValueError(f"valid values for {name} are 0 or 1")
        elif name not in ("Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")
        elif name in ("flags", "traps") and not isinstance(value, SignalDict):
            value = _table(value)
        object.__setattr__(self, name, value)

    def __repr__(self):
        def names(table):
            return ", ".join(signal.__name__ for signal in _order if table[signal])
        return (f"Context(prec={self.prec}, rounding={self.rounding}, Emin={self.Emin}, Emax={self.Emax}, "
                f"capitals={self.capitals}, clamp={self.clamp}, flags=[{names(self.flags)}], "
                f"traps=[{names(self.traps)}])")

    def copy(self):
        return Context(self.prec, self.rounding, self.Emin, self.Emax, self.capitals, self.clamp, dict(self.flags),
                       dict(self.traps))

    __copy__ = copy

    def clear_flags(self):
        self.flags = _table(())

    def clear_traps(self):
        self.traps = _table(())

    def Etiny(self):
        return self.Emin - self.prec + 1

    def Etop(self):
        return self.Emax - self.prec + 1

    def _raise(self, signal, reason=None):
        """Notes a signal and raises it where the context says so."""
        self.flags[signal] = True
        if self.traps[signal]:
            raise signal([reason or signal])

    def create_decimal(self, num="0", /):
        from decimal import Decimal
        return Decimal(num)._fixed(self)

    def create_decimal_from_float(self, f, /):
        from decimal import Decimal
        return Decimal.from_float(f)._fixed(self)

    def __getattr__(self, name):
        # What a context can do is what numbers do in it.
        if name in _operations:
            from decimal import Decimal

            def operation(*values):
                values = [Decimal(value) if isinstance(value, int) else value for value in values]
                for value in values:
                    if not isinstance(value, Decimal):
                        raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")
                return _operations[name](self, *values)
            return operation
        raise AttributeError(f"'decimal.Context' object has no attribute '{name}'")


def _within(function):
    def run(context, *values):
        with localcontext(context) as inner:
            found = function(*values)
        for signal, was_raised in inner.flags.items():
            if was_raised:
                context.flags[signal] = True
        return found
    return run


_operations = {
    "add": _within(lambda a, b: a + b), "subtract": _within(lambda a, b: a - b),
    "multiply": _within(lambda a, b: a * b), "divide": _within(lambda a, b: a / b),
    "divide_int": _within(lambda a, b: a // b), "remainder": _within(lambda a, b: a % b),
    "divmod": _within(divmod), "power": _within(pow), "minus": _within(lambda a: -a), "plus": _within(lambda a: +a),
    "abs": _within(abs), "sqrt": _within(lambda a: a.sqrt()), "exp": _within(lambda a: a.exp()),
    "ln": _within(lambda a: a.ln()), "log10": _within(lambda a: a.log10()),
    "quantize": _within(lambda a, b: a.quantize(b)), "normalize": _within(lambda a: a.normalize()),
    "compare": _within(lambda a, b: a.compare(b)), "max": _within(lambda a, b: a.max(b)),
    "min": _within(lambda a, b: a.min(b)), "fma": _within(lambda a, b, c: a.fma(b, c)),
    "to_integral_value": _within(lambda a: a.to_integral_value()), "to_sci_string": _within(str),
    "is_nan": _within(lambda a: a.is_nan()), "is_infinite": _within(lambda a: a.is_infinite()),
}

DefaultContext = None
DefaultContext = Context(traps=(InvalidOperation, DivisionByZero, Overflow))
BasicContext = Context(
    prec=9, rounding=ROUND_HALF_UP,
    traps=(InvalidOperation, DivisionByZero, Overflow, Underflow, Clamped))
ExtendedContext = Context(prec=9, rounding=ROUND_HALF_EVEN, traps=())
_current = []


def getcontext():
    """The context that operations follow."""
    if not _current:
        _current.append(DefaultContext.copy())
    return _current[-1]


def setcontext(context, /):
    if context in (DefaultContext, BasicContext, ExtendedContext):
        context = context.copy()
        context.clear_flags()
    getcontext()
    _current[-1] = context


class _Local:
    def __init__(self, context):
        self._context = context

    def __enter__(self):
        getcontext()
        _current.append(self._context)
        return self._context

    def __exit__(self, *details):
        _current.pop()


def localcontext(ctx=None, **kwargs):
    """A context for the block of `with`."""
    made = (getcontext() if ctx is None else ctx).copy()
    for name, value in kwargs.items():
        if name not in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"):
            raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        setattr(made, name, value)
    return _Local(made)


# Rounding: how a coefficient goes on without its last digits.

def _rounded(coefficient, count, rounding, sign):
    """The coefficient without its last digits, and whether something was lost."""
    if count <= 0:
        return coefficient * 10 ** -count, False
    unit = 10 ** count
    kept, lost = divmod(coefficient, unit)
    if not lost:
        return kept, False
    half = 2 * lost - unit
    if rounding == ROUND_HALF_EVEN:
        up = half > 0 or half == 0 and kept & 1
    elif rounding == ROUND_HALF_UP:
        up = half >= 0
    elif rounding == ROUND_HALF_DOWN:
        up = half > 0
    elif rounding == ROUND_UP:
        up = True
    elif rounding == ROUND_DOWN:
        up = False
    elif rounding == ROUND_CEILING:
        up = not sign
    elif rounding == ROUND_FLOOR:
        up = bool(sign)
    else:
        up = kept % 5 == 0
    return kept + 1 if up else kept, True


def _digits(number):
    """How many decimal digits a number has; 0 has one."""
    if number < 10 ** 15:
        return len(str(number))
    count = int(number.bit_length() * math.log10(2))
    return count + (number >= 10 ** count)
