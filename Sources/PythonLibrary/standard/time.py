"""The clock, and moments as years, months, days. Local time is UTC."""

from _time import (
    altzone, daylight, monotonic, monotonic_ns, perf_counter, perf_counter_ns, process_time, process_time_ns, sleep,
    thread_time, thread_time_ns, time, time_ns, timezone, tzname,
)

_FIELDS = ("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst")


class struct_time(tuple):
    """A moment as nine numbers with names."""

    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0
    tm_zone = "UTC"
    tm_gmtoff = 0

    def __new__(cls, sequence):
        values = tuple(sequence)
        if len(values) < 9:
            raise TypeError(f"time.struct_time() takes an at least 9-sequence ({len(values)}-sequence given)")
        if len(values) > 11:
            raise TypeError(f"time.struct_time() takes an at most 11-sequence ({len(values)}-sequence given)")
        return super().__new__(cls, values[:9])

    def __repr__(self):
        return f"time.struct_time({', '.join(f'{name}={value!r}' for name, value in zip(_FIELDS, self))})"


for _index, _name in enumerate(_FIELDS):
    setattr(struct_time, _name, property(lambda self, index=_index: self[index]))


def _moment(value):
    """The date and time of nine numbers, the present if there are none."""
    from datetime import datetime
    if value is None:
        value = localtime()
    if not isinstance(value, tuple):
        raise TypeError("Tuple or struct_time argument required")
    if len(value) < 9:
        raise TypeError(f"function takes exactly 9 arguments ({len(value)} given)")
    year, month, day, hour, minute, second = value[:6]
    # A leap second has no moment of its own.
    return datetime(year, max(month, 1), max(day, 1), hour, minute, min(second, 59))


def gmtime(seconds=None):
    from datetime import datetime
    moment = datetime.utcfromtimestamp(int(time() if seconds is None else seconds // 1))
    return struct_time((*moment.timetuple()[:8], 0))


localtime = gmtime


def mktime(value):
    from datetime import datetime
    return (_moment(value) - datetime(1970, 1, 1)).total_seconds()


def strftime(format, t=None):
    return _moment(t).strftime(format)


def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    from datetime import datetime
    return struct_time((*datetime.strptime(string, format).timetuple()[:8], -1))


def asctime(t=None):
    moment = _moment(t)
    return f"{moment.strftime('%a %b')} {moment.day:2d} {moment.strftime('%H:%M:%S')} {moment.year}"


def ctime(seconds=None):
    return asctime(localtime(seconds))
