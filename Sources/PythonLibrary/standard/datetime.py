"""Dates, times of day and spans of time, with fixed time zones."""

import time as _time
from collections import namedtuple as _namedtuple

__all__ = ["MAXYEAR", "MINYEAR", "UTC", "date", "datetime", "time", "timedelta", "timezone", "tzinfo"]

MINYEAR, MAXYEAR = 1, 9999
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class _StructTime(_namedtuple(
        "struct_time", "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst")):
    def __repr__(self):
        return "time.struct_time(" + ", ".join(f"{name}={value}" for name, value in zip(self._fields, self)) + ")"


def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_days(year, month):
    return 29 if month == 2 and _leap(year) else _DAYS[month - 1]


def _days_before(year, month):
    return sum(_DAYS[:month - 1]) + (month > 2 and _leap(year))


def _ordinal(year, month, day):
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + _days_before(year, month) + day


def _from_ordinal(number):
    year = number * 400 // 146097 + 1
    while _ordinal(year, 1, 1) > number:
        year -= 1
    while year < MAXYEAR and _ordinal(year + 1, 1, 1) <= number:
        year += 1
    month = 1
    left = number - _ordinal(year, 1, 1)
    while left >= _month_days(year, month):
        left -= _month_days(year, month)
        month += 1
    return year, month, left + 1


def _whole(value):
    if isinstance(value, float):
        raise TypeError("'float' object cannot be interpreted as an integer")
    return value.__index__() if hasattr(value, "__index__") else _refuse(value)


def _refuse(value):
    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")


def _check_date(year, month, day):
    year, month, day = _whole(year), _whole(month), _whole(day)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"year {year} is out of range")
    if not 1 <= month <= 12:
        raise ValueError("month must be in 1..12")
    if not 1 <= day <= _month_days(year, month):
        raise ValueError("day is out of range for month")
    return year, month, day


def _check_time(hour, minute, second, microsecond, fold):
    hour, minute, second, microsecond = _whole(hour), _whole(minute), _whole(second), _whole(microsecond)
    if not 0 <= hour <= 23:
        raise ValueError("hour must be in 0..23")
    if not 0 <= minute <= 59:
        raise ValueError("minute must be in 0..59")
    if not 0 <= second <= 59:
        raise ValueError("second must be in 0..59")
    if not 0 <= microsecond <= 999999:
        raise ValueError("microsecond must be in 0..999999")
    if fold not in (0, 1):
        raise ValueError("fold must be either 0 or 1")
    return hour, minute, second, microsecond


def _check_zone(tzinfo):
    if tzinfo is not None and not isinstance(tzinfo, _TzInfo):
        raise TypeError(f"tzinfo argument must be None or of a tzinfo subclass, not type '{type(tzinfo).__name__}'")


def _offset_text(offset, separator=":"):
    if offset is None:
        return ""
    sign = "+"
    if offset.days < 0:
        sign, offset = "-", -offset
    seconds = offset.seconds
    text = f"{sign}{seconds // 3600:02}{separator}{seconds // 60 % 60:02}"
    if seconds % 60 or offset.microseconds:
        text += f"{separator}{seconds % 60:02}"
        if offset.microseconds:
            text += f".{offset.microseconds:06}"
    return text


def _ordered(cls):
    """Adds the orderings of a class whose `_key` says where a value stands, and `_meets` which others it meets."""
    def add(name, holds):
        def compare(self, other):
            return holds(self._key(), other._key()) if self._meets(other) else NotImplemented
        compare.__name__, compare.__qualname__ = name, f"{cls.__name__}.{name}"
        setattr(cls, name, compare)

    add("__lt__", lambda a, b: a < b)
    add("__le__", lambda a, b: a <= b)
    add("__gt__", lambda a, b: a > b)
    add("__ge__", lambda a, b: a >= b)
    return cls


@_ordered
class timedelta:
    """A span of time: days, seconds (below a day) and microseconds (below a second)."""

    _is_written_in_c = True

    __slots__ = ("_days", "_seconds", "_microseconds")

    def __new__(cls, days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
        total = 0
        for value, unit, name in (
                (days, 86_400_000_000, "days"), (seconds, 1_000_000, "seconds"), (microseconds, 1, "microseconds"),
                (milliseconds, 1000, "milliseconds"), (minutes, 60_000_000, "minutes"),
                (hours, 3_600_000_000, "hours"), (weeks, 604_800_000_000, "weeks")):
            if isinstance(value, int):
                total += value * unit
            elif isinstance(value, float):
                whole = int(value)
                total += whole * unit + (value - whole) * unit
            else:
                raise TypeError(f"unsupported type for timedelta {name} component: {type(value).__name__}")
        return cls._of(round(total))

    @classmethod
    def _of(cls, microseconds):
        self = object.__new__(cls)
        seconds, self._microseconds = divmod(microseconds, 1_000_000)
        self._days, self._seconds = divmod(seconds, 86400)
        if abs(self._days) > 999_999_999:
            raise OverflowError(f"days={self._days}; must have magnitude <= 999999999")
        return self

    @property
    def days(self):
        return self._days

    @property
    def seconds(self):
        return self._seconds

    @property
    def microseconds(self):
        return self._microseconds

    def _total(self):
        return (self._days * 86400 + self._seconds) * 1_000_000 + self._microseconds

    def total_seconds(self):
        return self._total() / 10**6

    def __repr__(self):
        parts = [f"{name}={value}" for name, value in (
            ("days", self._days), ("seconds", self._seconds), ("microseconds", self._microseconds)) if value]
        return f"{'datetime.' if type(self) is timedelta else ''}{type(self).__qualname__}({', '.join(parts) or '0'})"

    def __str__(self):
        text = f"{self._seconds // 3600}:{self._seconds // 60 % 60:02}:{self._seconds % 60:02}"
        if self._days:
            text = f"{self._days} day{'s' if abs(self._days) != 1 else ''}, {text}"
        return text + (f".{self._microseconds:06}" if self._microseconds else "")

    def __add__(self, other):
        return timedelta._of(self._total() + other._total()) if isinstance(other, timedelta) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other):
        return timedelta._of(self._total() - other._total()) if isinstance(other, timedelta) else NotImplemented

    def __neg__(self):
        return timedelta._of(-self._total())

    def __pos__(self):
        return self

    def __abs__(self):
        return timedelta._of(abs(self._total()))

    def __mul__(self, other):
        if isinstance(other, int):
            return timedelta._of(self._total() * other)
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return timedelta._of(_rounded(self._total() * numerator, denominator))
        return NotImplemented

    __rmul__ = __mul__

    def __floordiv__(self, other):
        if isinstance(other, timedelta):
            return self._total() // other._total()
        return timedelta._of(self._total() // other) if isinstance(other, int) else NotImplemented

    def __truediv__(self, other):
        if isinstance(other, timedelta):
            return self._total() / other._total()
        if isinstance(other, int):
            return timedelta._of(_rounded(self._total(), other))
        if isinstance(other, float):
            numerator, denominator = other.as_integer_ratio()
            return timedelta._of(_rounded(self._total() * denominator, numerator))
        return NotImplemented

    def __mod__(self, other):
        return timedelta._of(self._total() % other._total()) if isinstance(other, timedelta) else NotImplemented

    def __divmod__(self, other):
        return (self // other, self % other) if isinstance(other, timedelta) else NotImplemented

    _key = _total

    def _meets(self, other):
        return isinstance(other, timedelta)

    def __eq__(self, other):
        return self._key() == other._key() if self._meets(other) else NotImplemented

    def __reduce__(self):
        return self.__class__, (self._days, self._seconds, self._microseconds)

    def __hash__(self):
        return hash(self._key())

    def __bool__(self):
        return self._total() != 0


def _rounded(numerator, denominator):
    """A quotient to the nearest whole number, halves to the even one."""
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    quotient, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or 2 * rest == denominator and quotient % 2:
        quotient += 1
    return quotient


timedelta.min = timedelta(-999999999)
timedelta.max = timedelta(days=999999999, hours=23, minutes=59, seconds=59, microseconds=999999)
timedelta.resolution = timedelta(microseconds=1)


class tzinfo:
    """What a time zone is made of."""

    _is_written_in_c = True

    def tzname(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement tzname()")

    def utcoffset(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement utcoffset()")

    def dst(self, dt):
        raise NotImplementedError("a tzinfo subclass must implement dst()")

    def fromutc(self, dt):
        return dt + self.utcoffset(dt)


_TzInfo = tzinfo


class timezone(tzinfo):
    """A zone at a fixed distance from UTC."""

    _is_written_in_c = True

    def __new__(cls, offset, name=None):
        if name is None and offset == timedelta(0) and isinstance(timezone.__dict__.get("utc"), cls):
            return timezone.utc
        return object.__new__(cls)

    def __init__(self, offset, name=None):
        if not isinstance(offset, timedelta):
            raise TypeError(f"timezone() argument 1 must be datetime.timedelta, not {type(offset).__name__}")
        if not -timedelta(1) < offset < timedelta(1):
            raise ValueError(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not "
                f"{offset!r}.")
        self._offset, self._name = offset, name

    def utcoffset(self, dt):
        return self._offset

    def dst(self, dt):
        return None

    def tzname(self, dt):
        if self._name is not None:
            return self._name
        return "UTC" + (_offset_text(self._offset) if self._offset else "")

    def __eq__(self, other):
        return self._offset == other._offset if isinstance(other, timezone) else NotImplemented

    def __reduce__(self):
        return self.__class__, (self._offset,) if self._name is None else (self._offset, self._name)

    def __hash__(self):
        return hash(self._offset)

    def __str__(self):
        return self.tzname(None)

    def __repr__(self):
        if self is timezone.utc:
            return "datetime.timezone.utc"
        name = "" if self._name is None else f", {self._name!r}"
        return f"datetime.timezone({self._offset!r}{name})"


UTC = timezone.utc = timezone(timedelta(0))


@_ordered
class date:
    """A day of the Gregorian calendar."""

    _is_written_in_c = True

    __slots__ = ("_year", "_month", "_day")

    def __new__(cls, year, month, day):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        return self

    @property
    def year(self):
        return self._year

    @property
    def month(self):
        return self._month

    @property
    def day(self):
        return self._day

    @classmethod
    def today(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def fromtimestamp(cls, timestamp):
        return cls.fromordinal(int(timestamp // 86400) + 719163)

    @classmethod
    def fromordinal(cls, ordinal):
        if ordinal < 1:
            raise ValueError("ordinal must be >= 1")
        if ordinal > 3652059:
            raise ValueError(f"year {_from_ordinal(ordinal)[0] if ordinal < 3652425 else 10000} is out of range")
        return cls(*_from_ordinal(ordinal))

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_read_date(text))
        except (IndexError, _Unreadable):
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def fromisocalendar(cls, year, week, day):
        first = _ordinal(year, 1, 4)
        weeks = 53 if _iso_start(year + 1) - _iso_start(year) == 371 else 52
        if not 1 <= week <= weeks:
            raise ValueError(f"Invalid week: {week}")
        if not 1 <= day <= 7:
            raise ValueError(f"Invalid weekday: {day} (range is [1, 7])")
        return cls.fromordinal(first - (first + 6) % 7 + (week - 1) * 7 + day - 1)

    def toordinal(self):
        return _ordinal(self._year, self._month, self._day)

    def weekday(self):
        return (self.toordinal() + 6) % 7

    def isoweekday(self):
        return self.weekday() + 1

    def isocalendar(self):
        number = date.toordinal(self)
        year = self._year
        if number < _iso_start(year):
            year -= 1
        elif number >= _iso_start(year + 1):
            year += 1
        return IsoCalendarDate(year, (number - _iso_start(year)) // 7 + 1, self.isoweekday())

    def replace(self, year=None, month=None, day=None):
        return type(self)(
            self._year if year is None else year, self._month if month is None else month,
            self._day if day is None else day)

    def isoformat(self):
        return f"{self._year:04}-{self._month:02}-{self._day:02}"

    def ctime(self):
        return f"{_WEEKDAYS[self.weekday()][:3]} {_MONTHS[self._month - 1][:3]} {self._day:2} 00:00:00 {self._year:04}"

    def timetuple(self):
        return _StructTime(*(
            self._year, self._month, self._day, 0, 0, 0, self.weekday(), self._yearday(), -1))

    def _yearday(self):
        return _days_before(self._year, self._month) + self._day

    def strftime(self, format):
        return _strftime(self, format)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f"datetime.date({self._year}, {self._month}, {self._day})"

    def _key(self):
        return self._year, self._month, self._day

    def _meets(self, other):
        return isinstance(other, date) and not isinstance(other, datetime)

    def __eq__(self, other):
        return self._key() == other._key() if self._meets(other) else NotImplemented

    def __reduce__(self):
        return self.__class__, (self._year, self._month, self._day)

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        number = self.toordinal() + other.days
        if not 1 <= number <= 3652059:
            raise OverflowError("date value out of range")
        return type(self).fromordinal(number)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + timedelta(-other.days)
        if isinstance(other, date):
            return timedelta(self.toordinal() - other.toordinal())
        return NotImplemented


def _iso_start(year):
    """The ordinal of the Monday that an ISO year begins with."""
    first = _ordinal(year, 1, 4)
    return first - (first + 6) % 7


class IsoCalendarDate(tuple):
    """A year, a week and a day of ISO 8601."""

    def __new__(cls, year, week, weekday):
        return super().__new__(cls, (year, week, weekday))

    year = property(lambda self: self[0])
    week = property(lambda self: self[1])
    weekday = property(lambda self: self[2])

    def __repr__(self):
        return f"datetime.IsoCalendarDate(year={self[0]}, week={self[1]}, weekday={self[2]})"


class _Unreadable(Exception):
    pass


def _digits(text, start, count):
    part = text[start:start + count]
    if len(part) != count or not (part.isascii() and part.isdigit()):
        raise _Unreadable
    return int(part)


def _read_date(text):
    if len(text) == 10 and text[4] == text[7] == "-":
        return _digits(text, 0, 4), _digits(text, 5, 2), _digits(text, 8, 2)
    if len(text) == 8 and "-" not in text and "W" not in text:
        return _digits(text, 0, 4), _digits(text, 4, 2), _digits(text, 6, 2)
    raise _Unreadable


def _read_clock(text):
    """Hour, minute, second and microsecond of `HH[:MM[:SS[.fff[fff]]]]`."""
    colon = ":" in text
    step = 3 if colon else 2
    values = [_digits(text, 0, 2)]
    position = 2
    while position < len(text) and len(values) < 3:
        if colon:
            if text[position] != ":":
                raise _Unreadable
            position += 1
        values.append(_digits(text, position, 2))
        position += 2
    microsecond = 0
    if position < len(text):
        if len(values) < 3 or text[position] not in ".,":
            raise _Unreadable
        fraction = text[position + 1:]
        if not (fraction and fraction.isascii() and fraction.isdigit()):
            raise _Unreadable
        microsecond = int(fraction[:6].ljust(6, "0"))
    return values + [0] * (3 - len(values)) + [microsecond]


def _read_time(text):
    for sign in "+-Z":
        place = text.find(sign)
        if place >= 0:
            clock, zone = text[:place], text[place + 1:]
            if sign == "Z":
                if zone:
                    raise _Unreadable
                return _read_clock(clock) + [timezone.utc]
            hour, minute, second, microsecond = _read_clock(zone)
            offset = timedelta(hours=hour, minutes=minute, seconds=second, microseconds=microsecond)
            if not offset:
                return _read_clock(clock) + [timezone.utc]
            return _read_clock(clock) + [timezone(-offset if sign == "-" else offset)]
    return _read_clock(text) + [None]


def _clock_text(value, timespec):
    hour, minute, second, microsecond = value.hour, value.minute, value.second, value.microsecond
    if timespec == "auto":
        timespec = "microseconds" if microsecond else "seconds"
    forms = {
        "hours": f"{hour:02}", "minutes": f"{hour:02}:{minute:02}", "seconds": f"{hour:02}:{minute:02}:{second:02}",
        "milliseconds": f"{hour:02}:{minute:02}:{second:02}.{microsecond // 1000:03}",
        "microseconds": f"{hour:02}:{minute:02}:{second:02}.{microsecond:06}"}
    if timespec not in forms:
        raise ValueError("Unknown timespec value")
    return forms[timespec]


@_ordered
class time:
    """A time of day."""

    _is_written_in_c = True

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._hour, self._minute, self._second, self._microsecond = _check_time(
            hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            return cls(*_read_time(text.removeprefix("T")))
        except (IndexError, _Unreadable):
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    def replace(self, **parts):
        values = {name: getattr(self, name) for name in ("hour", "minute", "second", "microsecond", "tzinfo", "fold")}
        return type(self)(**(values | parts))

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(None)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(None)

    def isoformat(self, timespec="auto"):
        return _clock_text(self, timespec) + _offset_text(self.utcoffset())

    def strftime(self, format):
        return _strftime(self, format)

    def __format__(self, spec):
        return self.strftime(spec) if spec else str(self)

    def __str__(self):
        return self.isoformat()

    def __repr__(self):
        return f"datetime.time({_clock_arguments(self)})"

    def _key(self):
        base = ((self._hour * 60 + self._minute) * 60 + self._second) * 1_000_000 + self._microsecond
        offset = self.utcoffset()
        return base if offset is None else base - offset._total()

    def _meets(self, other):
        if not isinstance(other, time):
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware times")
        return True

    def __eq__(self, other):
        if not isinstance(other, time):
            return NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __reduce__(self):
        zone = () if self._tzinfo is None else (self._tzinfo,)
        return self.__class__, (self._hour, self._minute, self._second, self._microsecond, *zone)

    def __hash__(self):
        return hash(self._key())


def _clock_arguments(value):
    parts = [str(value.hour), str(value.minute)]
    if value.second or value.microsecond:
        parts.append(str(value.second))
    if value.microsecond:
        parts.append(str(value.microsecond))
    if value.tzinfo is not None:
        parts.append(f"tzinfo={value.tzinfo!r}")
    if value.fold:
        parts.append(f"fold={value.fold}")
    return ", ".join(parts)


@_ordered
class datetime(date):
    """A day and a time of day."""

    _is_written_in_c = True

    __slots__ = ("_hour", "_minute", "_second", "_microsecond", "_tzinfo", "_fold")

    def __new__(cls, year, month, day, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0):
        self = object.__new__(cls)
        self._year, self._month, self._day = _check_date(year, month, day)
        self._hour, self._minute, self._second, self._microsecond = _check_time(
            hour, minute, second, microsecond, fold)
        _check_zone(tzinfo)
        self._tzinfo, self._fold = tzinfo, fold
        return self

    hour = property(lambda self: self._hour)
    minute = property(lambda self: self._minute)
    second = property(lambda self: self._second)
    microsecond = property(lambda self: self._microsecond)
    tzinfo = property(lambda self: self._tzinfo)
    fold = property(lambda self: self._fold)

    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(_time.time(), tz)

    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(_time.time())

    @classmethod
    def today(cls):
        return cls.now()

    @classmethod
    def fromtimestamp(cls, timestamp, tz=None):
        """The local time of a session is UTC."""
        _check_zone(tz)
        result = cls(1970, 1, 1) + timedelta._of(round(timestamp * 1_000_000))
        return result if tz is None else tz.fromutc(result.replace(tzinfo=tz))

    @classmethod
    def utcfromtimestamp(cls, timestamp):
        return cls.fromtimestamp(timestamp)

    @classmethod
    def combine(cls, date, time, tzinfo=True):
        return cls(
            date.year, date.month, date.day, time.hour, time.minute, time.second, time.microsecond,
            time.tzinfo if tzinfo is True else tzinfo, fold=time.fold)

    @classmethod
    def fromisoformat(cls, text):
        if not isinstance(text, str):
            raise TypeError("fromisoformat: argument must be str")
        try:
            length = 10 if text[4:5] == "-" else 8
            day = _read_date(text[:length])
            return cls(*day, *_read_time(text[length + 1:])) if len(text) > length else cls(*day)
        except (IndexError, _Unreadable):
            raise ValueError(f"Invalid isoformat string: {text!r}") from None

    @classmethod
    def strptime(cls, text, format):
        return _strptime(cls, text, format)

    def date(self):
        return date(self._year, self._month, self._day)

    def time(self):
        return time(self._hour, self._minute, self._second, self._microsecond, fold=self._fold)

    def timetz(self):
        return self.time().replace(tzinfo=self._tzinfo)

    def replace(self, **parts):
        names = ("year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo", "fold")
        return type(self)(**({name: getattr(self, name) for name in names} | parts))

    def utcoffset(self):
        return None if self._tzinfo is None else self._tzinfo.utcoffset(self)

    def dst(self):
        return None if self._tzinfo is None else self._tzinfo.dst(self)

    def tzname(self):
        return None if self._tzinfo is None else self._tzinfo.tzname(self)

    def astimezone(self, tz=None):
        tz = timezone.utc if tz is None else tz
        offset = self.utcoffset() or timedelta(0)
        return tz.fromutc((self - offset).replace(tzinfo=tz))

    def timestamp(self):
        return (self._key() - _EPOCH) / 10**6

    def timetuple(self):
        return _StructTime(*(
            self._year, self._month, self._day, self._hour, self._minute, self._second, self.weekday(),
            self._yearday(), -1))

    def isoformat(self, sep="T", timespec="auto"):
        return date.isoformat(self) + sep + _clock_text(self, timespec) + _offset_text(self.utcoffset())

    def ctime(self):
        return date.ctime(self).replace("00:00:00", _clock_text(self, "seconds"))

    def __str__(self):
        return self.isoformat(sep=" ")

    def __repr__(self):
        return f"datetime.datetime({self._year}, {self._month}, {self._day}, {_clock_arguments(self)})"

    def _local(self):
        """Microseconds since the first day, by the clock."""
        seconds = ((self.toordinal() * 24 + self._hour) * 60 + self._minute) * 60 + self._second
        return seconds * 1_000_000 + self._microsecond

    def _key(self):
        offset = self.utcoffset()
        return self._local() if offset is None else self._local() - offset._total()

    def _meets(self, other):
        if not isinstance(other, datetime):
            if isinstance(other, date):
                raise TypeError("can't compare datetime.datetime to datetime.date")
            return False
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't compare offset-naive and offset-aware datetimes")
        return True

    def __eq__(self, other):
        if not isinstance(other, datetime):
            return False if isinstance(other, date) else NotImplemented
        return (self.utcoffset() is None) == (other.utcoffset() is None) and self._key() == other._key()

    def __reduce__(self):
        zone = () if self._tzinfo is None else (self._tzinfo,)
        return self.__class__, (self._year, self._month, self._day, self._hour, self._minute, self._second,
                                self._microsecond, *zone)

    def __hash__(self):
        return hash(self._key())

    def __add__(self, other):
        if not isinstance(other, timedelta):
            return NotImplemented
        seconds, microsecond = divmod(self._local() + other._total(), 1_000_000)
        days, seconds = divmod(seconds, 86400)
        if not 1 <= days <= 3652059:
            raise OverflowError("date value out of range")
        return type(self)(
            *_from_ordinal(days), seconds // 3600, seconds // 60 % 60, seconds % 60, microsecond, self._tzinfo)

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, timedelta):
            return self + -other
        if not isinstance(other, datetime):
            return NotImplemented
        if (self.utcoffset() is None) != (other.utcoffset() is None):
            raise TypeError("can't subtract offset-naive and offset-aware datetimes")
        return timedelta._of(self._key() - other._key())


date.min, date.max, date.resolution = date(1, 1, 1), date(9999, 12, 31), timedelta(1)
time.min, time.max, time.resolution = time(), time(23, 59, 59, 999999), timedelta(microseconds=1)
datetime.min, datetime.max = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)
datetime.resolution = timedelta(microseconds=1)
_EPOCH = datetime(1970, 1, 1)._local()


def _strftime(value, format):
    day = value if isinstance(value, date) else date(1900, 1, 1)
    hour, minute, second = getattr(value, "hour", 0), getattr(value, "minute", 0), getattr(value, "second", 0)
    weekday, yearday = day.weekday(), day._yearday()
    offset = value.utcoffset() if hasattr(value, "utcoffset") else None
    zone = value.tzname() if hasattr(value, "tzname") else None
    out, i = [], 0
    while i < len(format):
        if format[i] != "%" or i + 1 == len(format):
            out.append(format[i])
            i += 1
            continue
        code = format[i + 1]
        i += 2
        if code == "Y":
            out.append(str(day.year))
        elif code in "mdyHMSjIUWVuwfpaAbBzZ%eFTDRcxXGhnt":
            out.append(_field(code, value, day, hour, minute, second, weekday, yearday, offset, zone))
        else:
            out.append("%" + code)
    return "".join(out)


def _field(code, value, day, hour, minute, second, weekday, yearday, offset, zone):
    clock = f"{hour:02}:{minute:02}:{second:02}"
    match code:
        case "m": return f"{day.month:02}"
        case "d": return f"{day.day:02}"
        case "e": return f"{day.day:2}"
        case "y": return f"{day.year % 100:02}"
        case "H": return f"{hour:02}"
        case "I": return f"{hour % 12 or 12:02}"
        case "M": return f"{minute:02}"
        case "S": return f"{second:02}"
        case "f": return f"{getattr(value, 'microsecond', 0):06}"
        case "p": return "AM" if hour < 12 else "PM"
        case "j": return f"{yearday:03}"
        case "U": return f"{(yearday + 6 - (weekday + 1) % 7) // 7:02}"
        case "W": return f"{(yearday + 6 - weekday) // 7:02}"
        case "V": return f"{day.isocalendar()[1]:02}"
        case "G": return str(day.isocalendar()[0])
        case "u": return str(weekday + 1)
        case "w": return str((weekday + 1) % 7)
        case "a": return _WEEKDAYS[weekday][:3]
        case "A": return _WEEKDAYS[weekday]
        case "b" | "h": return _MONTHS[day.month - 1][:3]
        case "B": return _MONTHS[day.month - 1]
        case "z": return _offset_text(offset, "")
        case "Z": return zone or ""
        case "F": return f"{day.year}-{day.month:02}-{day.day:02}"
        case "T" | "X": return clock
        case "R": return clock[:5]
        case "D" | "x": return f"{day.month:02}/{day.day:02}/{day.year % 100:02}"
        case "c": return f"{_WEEKDAYS[weekday][:3]} {_MONTHS[day.month - 1][:3]} {day.day:2} {clock} {day.year}"
        case "n": return "\n"
        case "t": return "\t"
    return "%"


def _strptime(cls, text, format):
    import re
    patterns = {
        "Y": r"(?P<Y>\d{4})", "m": r"(?P<m>1[0-2]|0[1-9]|[1-9])", "d": r"(?P<d>3[01]|[12]\d|0[1-9]|[1-9]| [1-9])",
        "H": r"(?P<H>2[0-3]|[01]\d|\d)", "I": r"(?P<I>1[0-2]|0[1-9]|[1-9])", "M": r"(?P<M>[0-5]\d|\d)",
        "S": r"(?P<S>6[01]|[0-5]\d|\d)", "f": r"(?P<f>\d{1,6})", "y": r"(?P<y>\d{2})",
        "j": r"(?P<j>36[0-6]|3[0-5]\d|[12]\d\d|0[1-9]\d|00[1-9]|[1-9]\d|0[1-9]|[1-9])", "p": r"(?P<p>am|pm)",
        "b": "(?P<b>" + "|".join(m[:3] for m in _MONTHS) + ")", "B": "(?P<B>" + "|".join(_MONTHS) + ")",
        "a": "(?P<a>" + "|".join(d[:3] for d in _WEEKDAYS) + ")", "A": "(?P<A>" + "|".join(_WEEKDAYS) + ")",
        "z": r"(?P<z>[+-]\d\d:?[0-5]\d(?::?[0-5]\d)?|Z)", "%": "%"}
    format = format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S")
    pattern, i = "", 0
    while i < len(format):
        if format[i] == "%":
            code = format[i + 1:i + 2]
            if code not in patterns or not code:
                raise ValueError(
                    f"'{code}' is a bad directive in format '{format}'" if code else f"stray % in format '{format}'")
            pattern += patterns[code]
            i += 2
        elif format[i].isspace():
            pattern += r"\s+"
            while i < len(format) and format[i].isspace():
                i += 1
        else:
            pattern += re.escape(format[i])
            i += 1
    found = re.match(pattern, text, re.IGNORECASE)
    if not found:
        raise ValueError(f"time data {text!r} does not match format {format!r}")
    if found.end() != len(text):
        raise ValueError(f"unconverted data remains: {text[found.end():]}")
    parts = found.groupdict()
    year = int(parts.get("Y") or 1900)
    if parts.get("y"):
        year = int(parts["y"]) + (2000 if int(parts["y"]) <= 68 else 1900)
    month, day = int(parts.get("m") or 1), int(parts.get("d") or 1)
    for code, length in (("b", 3), ("B", None)):
        if parts.get(code):
            month = [m[:length].lower() for m in _MONTHS].index(parts[code].lower()) + 1
    if parts.get("j"):
        year, month, day = _from_ordinal(_ordinal(year, 1, 1) + int(parts["j"]) - 1)
    hour = int(parts.get("H") or 0)
    if parts.get("I"):
        hour = int(parts["I"]) % 12
        if (parts.get("p") or "").lower() == "pm":
            hour += 12
    zone = None
    if parts.get("z"):
        zone = _read_time("00" + parts["z"])[4]
    return cls(
        year, month, day, hour, int(parts.get("M") or 0), int(parts.get("S") or 0),
        int((parts.get("f") or "0").ljust(6, "0")), zone)
