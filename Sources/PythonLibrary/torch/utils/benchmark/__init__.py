"""How long pieces of code take, measured as PyTorch's benchmark does."""

import math
import timeit as _timeit

import torch

__all__ = ["Compare", "Measurement", "TaskSpec", "Timer", "timer", "select_unit", "unit_to_english", "trim_sigfig"]

timer = _timeit.default_timer
_units = (("ns", 1e-9), ("us", 1e-6), ("ms", 1e-3), ("s", 1.0))
_english = {"ns": "nanosecond", "us": "microsecond", "ms": "millisecond", "s": "second"}


def select_unit(t):
    """The unit in which a time is shown, and its seconds."""
    place = min(max(math.floor(math.log10(t) / 3) if t > 0 else -3, -3), 0) + 3
    return _units[place]


def unit_to_english(u):
    return _english[u]


def trim_sigfig(x, n):
    """A number with so many significant figures."""
    magnitude = math.ceil(math.log10(abs(x))) if x else 0
    scale = 10 ** (magnitude - n)
    return round(x / scale) * scale


def _lines(text):
    """A piece of code from its left margin."""
    import textwrap
    return textwrap.dedent(text).strip("\n").strip() if "\n" not in text.strip() else textwrap.dedent(text).strip("\n")


class TaskSpec:
    """What is measured."""

    __module__ = "torch.utils.benchmark.utils.common"

    def __init__(self, stmt, setup, global_setup="", label=None, sub_label=None, description=None, env=None,
                 num_threads=1):
        self.stmt, self.setup, self.global_setup = stmt, setup, global_setup
        self.label, self.sub_label, self.description = label, sub_label, description
        self.env, self.num_threads = env, num_threads

    @property
    def title(self):
        if self.label is not None:
            return self.label + (f": {self.sub_label}" if self.sub_label else "")
        if "\n" not in self.stmt:
            return self.stmt + (f": {self.sub_label}" if self.sub_label else "")
        return f"stmt:{f' ({self.sub_label})' if self.sub_label else ''}\n" + "".join(
            f"  {line}\n" for line in self.stmt.split("\n"))

    def setup_str(self):
        if self.setup in ("", "pass") or not self.setup:
            return ""
        if "\n" not in self.setup:
            return f"setup: {self.setup}"
        return "setup:\n" + "\n".join(f"  {line}" for line in self.setup.split("\n"))

    def summarize(self):
        parts = [self.title, self.description or "", self.setup_str()]
        return "\n".join(part for part in parts if part)


class Measurement:
    """The times of several rounds."""

    __module__ = "torch.utils.benchmark.utils.common"

    def __init__(self, number_per_run, raw_times, task_spec, metadata=None):
        self.number_per_run, self.raw_times, self.task_spec, self.metadata = number_per_run, raw_times, task_spec, metadata

    def __getattr__(self, name):
        # The names of what was measured.
        if name in ("stmt", "setup", "label", "sub_label", "description", "env", "num_threads", "title"):
            return getattr(self.task_spec, name)
        raise AttributeError(f"'Measurement' object has no attribute '{name}'")

    @property
    def times(self):
        return [time / self.number_per_run for time in self.raw_times]

    def _quantile(self, part):
        values = sorted(self.times)
        place = part * (len(values) - 1)
        low = math.floor(place)
        high = min(low + 1, len(values) - 1)
        return values[low] + (values[high] - values[low]) * (place - low)

    @property
    def median(self):
        return self._quantile(0.5)

    @property
    def mean(self):
        return sum(self.times) / len(self.times)

    @property
    def iqr(self):
        return self._quantile(0.75) - self._quantile(0.25)

    @property
    def significant_figures(self):
        # As many as the spread leaves certain.
        count = len(self.raw_times)
        spread = max(self.iqr / 1.35 * 1.645 * 2 / count ** 0.5, 0.0) if count else 0.0
        if not spread or not self.median:
            return 3
        return min(max(1, -math.floor(math.log10(spread / self.median))), 5)

    @property
    def has_warnings(self):
        return bool(self._warnings())

    def _warnings(self):
        found = []
        if len(self.raw_times) >= 2 and self.median and self.iqr / self.median > 0.1:
            found.append(f"  WARNING: Interquartile range is {self.iqr / self.median * 100:.1f}% of the median "
                         "measurement.\n           This " +
                         ("suggests significant environmental influence." if self.iqr / self.median > 0.25 else
                          "could indicate system fluctuation."))
        return found

    @property
    def as_row_name(self):
        return self.task_spec.sub_label or self.task_spec.stmt or "[Unknown]"

    def meets_confidence(self, threshold=0.1):
        return self.iqr / self.median < threshold if self.median else True

    def __repr__(self):
        count = len(self.raw_times)
        unit, scale = select_unit(self.median)
        if count == 1:
            first = f"  {self.mean / scale:.2f} {unit}"
            rest = f"  1 measurement, {self.number_per_run} runs ,"
        else:
            first = (f"  Median: {self.median / scale:.2f} {unit}\n  IQR:    {self.iqr / scale:.2f} {unit} "
                     f"({self._quantile(0.25) / scale:.2f} to {self._quantile(0.75) / scale:.2f})")
            rest = f"  {count} measurements, {self.number_per_run} runs per measurement,"
        threads = self.task_spec.num_threads
        body = [self.task_spec.summarize(), first, f"{rest} {threads} thread{'s' if threads > 1 else ''}",
                *self._warnings()]
        return f"{object.__repr__(self)}\n" + "\n".join(body)

    @staticmethod
    def merge(measurements):
        groups = {}
        for measurement in measurements:
            spec = measurement.task_spec
            key = (spec.stmt, spec.setup, spec.label, spec.sub_label, spec.description, spec.env, spec.num_threads)
            groups.setdefault(key, []).append(measurement)
        return [Measurement(1, [time for one in group for time in one.times], group[0].task_spec)
                for group in groups.values()]


class Timer:
    """Measures a statement."""

    _timer_cls = _timeit.Timer

    def __init__(self, stmt="pass", setup="pass", global_setup="", timer=timer, globals=None, label=None,
                 sub_label=None, description=None, env=None, num_threads=1, language="python"):
        if str(language).lower() not in ("python", "py", "language.python"):
            raise NotImplementedError("torch.utils.benchmark: only Python is supported by nbrun")
        if not isinstance(stmt, str):
            raise ValueError("Currently only a `str` stmt is supported.")
        # What the statement uses is looked up at once; `torch` is there by itself.
        space = dict(globals or {})
        space.setdefault("torch", torch)
        self._globals = space
        stmt, setup = _lines(stmt), _lines(setup)
        self._task_spec = TaskSpec(stmt, setup, global_setup, label, sub_label, description, env, num_threads)
        self._timer = _timeit.Timer(stmt, setup, timer, space)

    def _time(self, number):
        return max(self._timer.timeit(number), 1e-9)

    def timeit(self, number=1000000):
        """One measurement of so many runs."""
        self._time(max(number // 100, 2))
        return Measurement(number, [self._time(number)], self._task_spec)

    def repeat(self, repeat=-1, number=-1):
        raise NotImplementedError("See `Timer.blocked_autorange.`")

    autorange = repeat

    def _block_size(self, min_run_time):
        number = 1
        while True:
            taken = self._time(number)
            if taken >= min(min_run_time / 1000, 0.1) and taken > 1e-4 or taken >= min_run_time:
                return number
            number *= 10

    def blocked_autorange(self, callback=None, min_run_time=0.2):
        """Measurements of equal sizes until so many seconds have passed."""
        number = self._block_size(min_run_time)
        times = []
        while sum(times) < min_run_time:
            times.append(self._time(number))
            if callback is not None:
                callback(number, times[-1])
        return Measurement(number, times, self._task_spec)

    def adaptive_autorange(self, threshold=0.1, *, min_run_time=0.01, max_run_time=10.0, callback=None):
        """Measurements until they agree or time is up."""
        number = self._block_size(0.05)
        times = []
        while True:
            times.append(self._time(number))
            if callback is not None:
                callback(number, times[-1])
            found = Measurement(number, times, self._task_spec)
            if sum(times) >= max_run_time or sum(times) >= min_run_time and len(times) > 3 and \
                    found.meets_confidence(threshold):
                return found

    def collect_callgrind(self, *args, **kwargs):
        raise NotImplementedError("Timer.collect_callgrind is not supported by nbrun")


class Compare:
    """A table of measurements."""

    def __init__(self, results):
        self._results = []
        self.extend_results(results)
        self._trims = self._highlights = False

    def extend_results(self, results):
        for result in results:
            if not isinstance(result, Measurement):
                raise ValueError(f"Expected an instance of `Measurement`, got {type(result)} instead.")
        self._results.extend(results)

    def trim_significant_figures(self):
        self._trims = True

    def colorize(self, rowwise=False):
        self._highlights = False

    def highlight_warnings(self):
        self._highlights = True

    def print(self):
        print(str(self))

    def __str__(self):
        labels = []
        for result in self._results:
            if result.task_spec.label not in labels:
                labels.append(result.task_spec.label)
        results = Measurement.merge(self._results)
        return "\n".join(self._table(label, [one for one in results if one.task_spec.label == label])
                         for label in labels)

    def _table(self, label, results):
        def distinct(values):
            return list(dict.fromkeys(values))
        unit, scale = select_unit(min(one.median for one in results))
        columns = distinct(one.task_spec.description for one in results)
        rows = distinct((one.task_spec.num_threads, one.task_spec.env, one.as_row_name) for one in results)
        rows.sort(key=lambda row: row[0])
        figures = min(one.significant_figures for one in results)
        cells = {}
        for one in results:
            value = one.median / scale
            if self._trims:
                value = trim_sigfig(value, one.significant_figures)
            digits = 1
            if self._trims:
                digits = max(0, figures - 1 - math.floor(math.log10(max(value, 1e-9)))) if value else 0
                digits = min(digits, 1)
            place = (one.task_spec.num_threads, one.task_spec.env, one.as_row_name), one.task_spec.description
            cells[place] = f"{value:.{digits}f}"
        names = [" " * 6 + row[2] for row in rows]
        width = max(map(len, names + ["1 threads"]))
        texts = ["" if column is None else str(column) for column in columns]
        widths = [max([len(text)] + [len(cells.get((row, column), "")) for row in rows])
                  for text, column in zip(texts, columns)]

        def line(first, parts):
            return first.ljust(width) + "".join(f"  |  {part}" for part in parts)
        heading = line("", [text.center(size) for text, size in zip(texts, widths)])
        total = len(heading)
        title = f" {label} " if label else " "
        lines = ["[" + title.center(total - 2, "-") + "]", heading]
        threads = None
        for row, name in zip(rows, names):
            if row[0] != threads:
                threads = row[0]
                lines.append(f"{threads} threads: ".ljust(total, "-"))
            lines.append(line(name, [cells.get((row, column), "").rjust(size) for column, size in zip(columns, widths)]))
        return "\n".join(lines) + f"\n\nTimes are in {_english[unit]}s ({unit}).\n"
