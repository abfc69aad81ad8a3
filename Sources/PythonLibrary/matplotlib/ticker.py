"""Where the ticks of an axis are, and what is written at them."""
import math


def nonsingular(low, high, expander=0.001, tiny=1e-15):
    """The interval as floats in ascending order, widened if it is too short to divide."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return -expander, expander
    low, high = float(min(low, high)), float(max(low, high))
    largest = max(abs(low), abs(high))
    if largest < 1e6 / tiny * 2.2250738585072014e-308:
        return -expander, expander
    if high - low <= largest * tiny:
        if low == 0 and high == 0:
            return -expander, expander
        return low - expander * abs(low), high + expander * abs(high)
    return low, high


class _AxisHelper:
    axis = None

    def set_axis(self, axis):
        self.axis = axis


class FreeAxis:
    """Stands in for an axis where a locator or formatter is used by itself."""

    def __init__(self, low=0.0, high=1.0):
        self._interval = low, high

    def get_view_interval(self):
        return self._interval

    def get_tick_space(self):
        return 9

    def get_minpos(self):
        return 0.0

    def set_view_interval(self, low, high):
        self._interval = low, high


class Locator(_AxisHelper):
    MAXTICKS = 1000

    def __call__(self):
        return self.tick_values(*self.axis.get_view_interval())

    def tick_values(self, vmin, vmax):
        raise NotImplementedError("Derived must override")

    def create_dummy_axis(self, **kwargs):
        if self.axis is None:
            self.axis = FreeAxis()

    def view_limits(self, vmin, vmax):
        return nonsingular(vmin, vmax)

    def nonsingular(self, vmin, vmax):
        return nonsingular(vmin, vmax, expander=0.05)

    def _checked(self, places):
        if len(places) > 100 * self.MAXTICKS:
            raise ValueError(f"Locator attempting to generate {len(places)} ticks")
        return places


class NullLocator(Locator):
    def tick_values(self, vmin, vmax):
        return []


class FixedLocator(Locator):
    def __init__(self, locs, nbins=None):
        self.locs = [float(place) for place in locs]
        self.nbins = None if nbins is None else max(nbins, 2)

    def tick_values(self, vmin, vmax):
        if self.nbins is None:
            return list(self.locs)
        step = max(math.ceil(len(self.locs) / self.nbins), 1)
        best = self.locs[::step]
        for start in range(1, step):
            other = self.locs[start::step]
            if min(map(abs, other)) < min(map(abs, best)):
                best = other
        return best


class IndexLocator(Locator):
    def __init__(self, base, offset):
        self._base, self.offset = base, offset

    def tick_values(self, vmin, vmax):
        count = int(math.ceil((vmax + 1 - vmin - self.offset) / self._base))
        return self._checked([vmin + self.offset + self._base * i for i in range(max(count, 0))])


class LinearLocator(Locator):
    def __init__(self, numticks=None, presets=None):
        self.numticks = 11 if numticks is None else numticks

    def tick_values(self, vmin, vmax):
        vmin, vmax = nonsingular(vmin, vmax, expander=0.05)
        count = self.numticks
        if count <= 1:
            return [vmin][:count]
        return [vmin + (vmax - vmin) * i / (count - 1) for i in range(count)]


class _Edge:
    """Which multiple of a step lies just below or above a place, with tolerance for rounding."""

    def __init__(self, step, offset):
        self.step, self.offset = step, abs(offset)

    def _is_close(self, ratio, edge):
        tolerance = 1e-10
        if self.offset > 0:
            digits = math.log10(self.offset / self.step)
            tolerance = min(0.4999, max(1e-10, 10 ** (digits - 12)))
        return abs(ratio - edge) < tolerance

    def at_most(self, x):
        count, rest = divmod(x, self.step)
        return count + 1 if self._is_close(rest / self.step, 1) else count

    def at_least(self, x):
        count, rest = divmod(x, self.step)
        return count if self._is_close(rest / self.step, 0) else count + 1


class MultipleLocator(Locator):
    def __init__(self, base=1.0, offset=0.0):
        if base <= 0:
            raise ValueError("'step' must be positive")
        self._step, self._offset = float(base), offset
        self._edge = _Edge(float(base), 0)

    def tick_values(self, vmin, vmax):
        vmin, vmax = min(vmin, vmax) - self._offset, max(vmin, vmax) - self._offset
        step = self._step
        first = self._edge.at_least(vmin) * step
        count = (vmax - first + 0.001 * step) // step
        self._checked(range(int(max(count, 0))))
        return [first - step + i * step + self._offset for i in range(int(count) + 3)]


class MaxNLocator(Locator):
    default_params = dict(nbins=10, steps=None, integer=False, symmetric=False, prune=None, min_n_ticks=2)

    def __init__(self, nbins=None, **kwargs):
        self._nbins, self._integer, self._symmetric, self._prune, self._min_n_ticks = 10, False, False, None, 2
        self._set_steps(None)
        self.set_params(nbins=10 if nbins is None else nbins, **kwargs)

    def set_params(self, **kwargs):
        for name, value in kwargs.items():
            if name == "steps":
                self._set_steps(value)
            elif name == "prune":
                if value not in ("upper", "lower", "both", None):
                    raise ValueError("prune must be 'upper', 'lower', 'both', or None")
                self._prune = value
            elif name == "min_n_ticks":
                self._min_n_ticks = max(1, value)
            elif name == "nbins":
                self._nbins = value if value == "auto" else int(value)
            elif name in ("integer", "symmetric"):
                setattr(self, "_" + name, value)
            else:
                raise TypeError(f"MaxNLocator.set_params() got an unexpected keyword argument '{name}'")
        return None

    def _set_steps(self, steps):
        if steps is None:
            steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
        steps = [float(step) for step in steps]
        if any(b <= a for a, b in zip(steps, steps[1:])) or steps[0] < 1 or steps[-1] > 10:
            raise ValueError("Steps argument must be an increasing sequence of numbers between 1 and 10 inclusive")
        if steps[0] != 1:
            steps.insert(0, 1.0)
        if steps[-1] != 10:
            steps.append(10.0)
        self._steps = [0.1 * step for step in steps[:-1]] + steps + [10 * steps[1]]

    def _bin_count(self):
        if self._nbins != "auto":
            return self._nbins
        if self.axis is None:
            return 9
        return min(max(self.axis.get_tick_space(), max(1, self._min_n_ticks - 1)), 9)

    def _raw_ticks(self, vmin, vmax):
        bins = self._bin_count()
        length, middle = abs(vmax - vmin), (vmax + vmin) / 2
        offset = 0.0
        if abs(middle) / length >= 100:
            offset = math.copysign(10 ** (math.log10(abs(middle)) // 1), middle)
        scale = 10 ** (math.log10(length / bins) // 1)
        low, high = vmin - offset, vmax - offset
        steps = [step * scale for step in self._steps]
        if self._integer:
            steps = [step for step in steps if step < 1 or abs(step - round(step)) < 0.001]
        wanted = (high - low) / bins
        place = next((i for i, step in enumerate(steps) if step >= wanted), len(steps) - 1)
        ticks = []
        # The smallest step that is long enough; a shorter one where it gives too few ticks.
        for step in reversed(steps[:place + 1]):
            if self._integer and math.floor(high) - math.ceil(low) >= self._min_n_ticks - 1:
                step = max(1, step)
            first = low // step * step
            edge = _Edge(step, offset)
            start, stop = edge.at_most(low - first), edge.at_least(high - first)
            ticks = [(start + i) * step + first for i in range(int(stop - start) + 1)]
            if sum(low <= tick <= high for tick in ticks) >= self._min_n_ticks:
                break
        return [tick + offset for tick in ticks]

    def tick_values(self, vmin, vmax):
        if self._symmetric:
            vmax = max(abs(vmin), abs(vmax))
            vmin = -vmax
        places = self._raw_ticks(*nonsingular(vmin, vmax, expander=1e-13, tiny=1e-14))
        if self._prune in ("lower", "both"):
            places = places[1:]
        if self._prune in ("upper", "both"):
            places = places[:-1]
        return self._checked(places)

    def view_limits(self, dmin, dmax):
        if self._symmetric:
            dmax = max(abs(dmin), abs(dmax))
            dmin = -dmax
        return nonsingular(dmin, dmax, expander=1e-12, tiny=1e-13)


class AutoLocator(MaxNLocator):
    def __init__(self):
        super().__init__(nbins="auto", steps=[1, 2, 2.5, 5, 10])


class AutoMinorLocator(Locator):
    def __init__(self, n=None):
        self.ndivs = n

    def __call__(self):
        major = sorted(set(self.axis.get_majorticklocs()))
        if len(major) < 2:
            return []
        step = major[1] - major[0]
        count = self.ndivs
        if count is None or count == "auto":
            mantissa = 10 ** (math.log10(step) % 1)
            count = 5 if any(abs(mantissa - v) < 1e-8 + 1e-5 * v for v in (1, 2.5, 5, 10)) else 4
        small = step / count
        low, high = sorted(self.axis.get_view_interval())
        first = round((low - major[0]) / small)
        last = round((high - major[0]) / small) + 1
        return self._checked([major[0] + i * small for i in range(first, last)])


def _power(base, exponent):
    return float(base) ** exponent


class LogLocator(Locator):
    def __init__(self, base=10.0, subs=(1.0,), *, numticks=None):
        self._base = float(base)
        self._subs = "auto" if subs is None else subs if isinstance(subs, str) else [float(sub) for sub in subs]
        self.numticks = "auto" if numticks is None else numticks

    def set_params(self, base=None, subs=None, *, numticks=None):
        self.__init__(self._base if base is None else base, self._subs if subs is None else subs,
                      numticks=self.numticks if numticks is None else numticks)

    def _log(self, x):
        if self._base == 10:
            return math.log10(x)
        return math.log2(x) if self._base == 2 else math.log(x) / math.log(self._base)

    def _decades(self, low, high, wanted):
        """The exponents of the major ticks, one more at each end, and their distance."""
        first, last = math.ceil(low), math.floor(high)
        available = last - first + 1
        stride = available // (wanted + 1) + 1
        wanted = min(wanted, math.ceil(available / stride))
        if wanted == 0:
            return [first - 1, last + 1], last - first + 2
        if wanted == 1:
            middle = round((low + high) / 2)
            stride = max(middle - (first - 1), last + 1 - middle)
            return [middle - stride, middle, middle + stride], stride
        stride = (available - 1) // (wanted - 1)
        if stride < available / wanted:
            stride = available // wanted
        least = max(available - stride * wanted, 0)
        most = min(available - stride * (wanted - 1), stride)
        offset = -first % stride
        if not least <= offset < most:
            offset = least
        return list(range(first + offset - stride, last + stride + 1, stride)), stride

    def tick_values(self, vmin, vmax):
        wanted = self.numticks
        if wanted == "auto":
            wanted = 9 if self.axis is None else min(max(self.axis.get_tick_space(), 2), 9)
        base = self._base
        if vmin <= 0:
            if self.axis is not None:
                vmin = self.axis.get_minpos()
            if vmin <= 0 or not math.isfinite(vmin):
                raise ValueError("Data cannot be log-scaled because all values are <= 0.")
        vmin, vmax = min(vmin, vmax), max(vmin, vmax)
        low, high = self._log(vmin), self._log(vmax)
        first, last = math.ceil(low), math.floor(high)
        available = last - first + 1
        if not isinstance(self._subs, str):
            subs = self._subs
        elif available >= 10 or base < 3:
            if self._subs == "auto":
                return []
            subs = [1.0]
        else:
            start = 2.0 if self._subs == "auto" else 1.0
            subs = [start + i for i in range(math.ceil(base - start))]
        decades, stride = self._decades(low, high, wanted)
        if len(subs) > 1 or subs[:1] != [1.0]:
            places = []
            if stride == 1 or available <= 1:
                places = [sub * _power(base, decade) for decade in range(first - 1, last + 1) for sub in subs]
        else:
            places = [_power(base, decade) for decade in decades]
        shown = len(decades) - 2 + sum(vmin <= place <= vmax for place in places)
        if len(subs) > 1 and stride == 1 and shown <= 1:
            return AutoLocator().tick_values(vmin, vmax)
        return self._checked(places)

    def view_limits(self, vmin, vmax):
        return self.nonsingular(vmin, vmax)

    def nonsingular(self, vmin, vmax):
        vmin, vmax = min(vmin, vmax), max(vmin, vmax)
        if not (math.isfinite(vmin) and math.isfinite(vmax)) or vmax <= 0:
            return 1.0, 10.0
        if vmin <= 0:
            least = self.axis.get_minpos()
            vmin = least if math.isfinite(least) else 1e-300
        if vmin == vmax:
            below, above = math.floor(self._log(vmin)), math.ceil(self._log(vmax))
            vmin = _power(self._base, below - 1 if self._log(vmin) == below else below)
            vmax = _power(self._base, above + 1 if self._log(vmax) == above else above)
        return vmin, vmax


class SymmetricalLogLocator(Locator):
    def __init__(self, transform=None, subs=None, linthresh=None, base=None):
        self._base = 10.0 if base is None else base
        self._threshold = 2.0 if linthresh is None else linthresh

    def tick_values(self, vmin, vmax):
        low, high = min(vmin, vmax), max(vmin, vmax)
        first = math.ceil(math.log(self._threshold, self._base) - 1e-12)
        places = [0.0] if low <= 0 <= high else []
        if high > self._threshold:
            places += [_power(self._base, e) for e in range(first, math.floor(math.log(high, self._base)) + 1)]
        if low < -self._threshold:
            places += [-_power(self._base, e) for e in range(first, math.floor(math.log(-low, self._base)) + 1)]
        return sorted(places)


class Formatter(_AxisHelper):
    locs = ()

    def __call__(self, x, pos=None):
        raise NotImplementedError("Derived must override")

    def format_ticks(self, values):
        self.set_locs(values)
        return [self(value, i) for i, value in enumerate(values)]

    def set_locs(self, locs):
        self.locs = locs

    def get_offset(self):
        return ""

    @staticmethod
    def fix_minus(s):
        return s.replace("-", "\u2212")


class NullFormatter(Formatter):
    def __call__(self, x, pos=None):
        return ""


class FixedFormatter(Formatter):
    def __init__(self, seq):
        self.seq = list(seq)

    def __call__(self, x, pos=None):
        return self.seq[pos] if pos is not None and pos < len(self.seq) else ""


class FuncFormatter(Formatter):
    def __init__(self, func):
        self.func = func

    def __call__(self, x, pos=None):
        return self.func(x, pos)


class FormatStrFormatter(Formatter):
    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, x, pos=None):
        return self.fmt % x


class StrMethodFormatter(Formatter):
    def __init__(self, fmt):
        self.fmt = fmt

    def __call__(self, x, pos=None):
        return self.fmt.format(x=x, pos=pos)


class PercentFormatter(Formatter):
    def __init__(self, xmax=100, decimals=None, symbol="%", is_latex=False):
        self.xmax, self.decimals, self.symbol = xmax + 0.0, decimals, symbol

    def __call__(self, x, pos=None):
        low, high = self.axis.get_view_interval()
        value, decimals = 100.0 * (x / self.xmax), self.decimals
        if decimals is None:
            length = 100.0 * (abs(high - low) / self.xmax)
            decimals = 0 if length <= 0 or length > 50 else min(max(math.ceil(2.0 - math.log10(2.0 * length)), 0), 5)
        return f"{value:0.{int(decimals)}f}" + (self.symbol or "")


class ScalarFormatter(Formatter):
    """Plain numbers; what all have in common is taken out as an offset or a power of ten."""

    def __init__(self, useOffset=None, useMathText=None, useLocale=None, *, usetex=None):
        self._uses_offset = True
        self.offset = 0
        if useOffset is not None:
            self.set_useOffset(useOffset)
        self._useMathText = bool(useMathText)
        self._scientific, self._limits = True, (-5, 6)
        self._order, self._format = 0, ""

    def set_useOffset(self, value):
        if value in (0, 1):
            self.offset, self._uses_offset = 0, bool(value)
        else:
            self.offset, self._uses_offset = value, False

    def set_useMathText(self, value):
        self._useMathText = bool(value)

    def set_scientific(self, b):
        self._scientific = bool(b)

    def set_powerlimits(self, lims):
        self._limits = lims

    def set_locs(self, locs):
        self.locs = locs
        if len(locs) == 0:
            return
        low, high = sorted(self.axis.get_view_interval())
        shown = [place for place in locs if low <= place <= high]
        if self._uses_offset:
            self.offset = self._common_offset(shown)
        self._order = self._common_order(shown, low, high)
        self._format = self._common_format(low, high)

    @staticmethod
    def _common_offset(shown):
        if not shown:
            return 0
        low, high = min(shown), max(shown)
        if low == high or low <= 0 <= high:
            return 0
        small, large = sorted((abs(low), abs(high)))
        order = float(math.ceil(math.log10(large)))
        start = order
        while small // 10 ** order == large // 10 ** order:
            order -= 1
        order += 1
        if (large - small) / 10 ** order <= 1e-2:
            order = start
            while large // 10 ** order - small // 10 ** order <= 1:
                order -= 1
            order += 1
        count = large // 10 ** order
        return math.copysign(1, low) * count * 10 ** order if count >= 1000 else 0

    def _common_order(self, shown, low, high):
        if not self._scientific:
            return 0
        least, most = self._limits
        if least == most != 0:
            return least
        if not shown:
            return 0
        largest = max(map(abs, shown))
        if self.offset:
            order = math.floor(math.log10(high - low))
        else:
            order = 0 if largest == 0 else math.floor(math.log10(largest))
        return order if order <= least or order >= most else 0

    def _common_format(self, low, high):
        places = list(self.locs) + ([low, high] if len(self.locs) < 2 else [])
        places = [(place - self.offset) / 10.0 ** self._order for place in places]
        length = max(places) - min(places) or max(map(abs, places)) or 1
        if len(self.locs) < 2:
            places = places[:-2]
        order = int(math.floor(math.log10(length)))
        digits = max(0, 3 - order)
        tolerance = 1e-3 * 10 ** order
        while digits >= 0 and max(abs(place - round(place, digits)) for place in places) < tolerance:
            digits -= 1
        text = f"%1.{digits + 1}f"
        return rf"$\mathdefault{{{text}}}$" if self._useMathText else text

    def __call__(self, x, pos=None):
        if len(self.locs) == 0:
            return ""
        shown = (x - self.offset) / 10.0 ** self._order
        return self.fix_minus(self._format % (0 if abs(shown) < 1e-8 else shown))

    def format_data(self, value):
        order = math.floor(math.log10(abs(value)))
        factor = round(value / 10 ** order, 10)
        text = self.fix_minus(("%d" if factor % 1 == 0 else "%1.10g") % factor)
        if order == 0:
            return text
        exponent = self.fix_minus("%d" % order)
        if self._useMathText:
            return f"10^{{{exponent}}}" if factor == 1 else rf"{text} \times 10^{{{exponent}}}"
        return f"{text}e{exponent}"

    def get_offset(self):
        if len(self.locs) == 0 or not (self._order or self.offset):
            return ""
        offset = ("+" if self.offset > 0 else "") + self.format_data(self.offset) if self.offset else ""
        power = ""
        if self._order:
            power = self.format_data(10 ** self._order) if self._useMathText else "1e%d" % self._order
        if self._useMathText:
            power = rf"\times\mathdefault{{{power}}}" if power else ""
            return self.fix_minus(rf"${power}\mathdefault{{{offset}}}$")
        return self.fix_minus(power + offset)


class LogFormatter(Formatter):
    def __init__(self, base=10.0, labelOnlyBase=False, minor_thresholds=None, linthresh=None):
        self._base, self.labelOnlyBase = float(base), labelOnlyBase
        self.minor_thresholds = minor_thresholds or (1, 0.4)
        self._labelled = None

    def set_locs(self, locs=None):
        low, high = sorted(self.axis.get_view_interval())
        base = self._base
        if low <= 0:
            self._labelled = {1}
            return
        first, last = math.log(low, base), math.log(high, base)
        count = math.floor(last) - math.floor(math.nextafter(first, -math.inf)) if hasattr(math, "nextafter") else 2
        if count > self.minor_thresholds[0]:
            self._labelled = {1}
        elif abs(last - first) > self.minor_thresholds[1]:
            parts = int(base) // 2
            self._labelled = {round(base ** (i / parts)) for i in range(parts + 1)}
        else:
            self._labelled = set(range(1, int(base) + 1))

    def _split(self, x):
        """The exponent as a float, whether it is whole, and whether the tick has a label."""
        exponent = math.log(x) / math.log(self._base)
        is_whole = abs(exponent - round(exponent)) < 1e-10
        whole = round(exponent) if is_whole else math.floor(exponent)
        factor = round(self._base ** (exponent - whole))
        is_labelled = not (self.labelOnlyBase and not is_whole) and (
            self._labelled is None or factor in self._labelled)
        return exponent, is_whole, is_labelled

    def __call__(self, x, pos=None):
        if x == 0:
            return "0"
        exponent, is_whole, is_labelled = self._split(abs(x))
        if not is_labelled:
            return ""
        return self.fix_minus("%d" % x if 1 <= x <= 10000 and x == int(x) else f"{x:1.0e}")


class LogFormatterMathtext(LogFormatter):
    def __call__(self, x, pos=None):
        if x == 0:
            return r"$\mathdefault{0}$"
        sign = "-" if x < 0 else ""
        exponent, is_whole, is_labelled = self._split(abs(x))
        if not is_labelled:
            return ""
        base = "%d" % self._base if self._base % 1 == 0 else "%s" % self._base
        if is_whole:
            return r"$\mathdefault{%s%s^{%d}}$" % (sign, base, round(exponent))
        return self._between(sign, base, exponent)

    def _between(self, sign, base, exponent):
        return r"$\mathdefault{%s%s^{%.2f}}$" % (sign, base, exponent)


class LogFormatterSciNotation(LogFormatterMathtext):
    def _between(self, sign, base, exponent):
        whole = math.floor(exponent)
        factor = float(base) ** (exponent - whole)
        if abs(factor - round(factor)) < 1e-10:
            factor = round(factor)
        return r"$\mathdefault{%s%g\times%s^{%d}}$" % (sign, factor, base, whole)


class LogFormatterExponent(LogFormatter):
    def __call__(self, x, pos=None):
        exponent, is_whole, is_labelled = self._split(abs(x))
        return self.fix_minus("%g" % exponent) if is_labelled else ""


class EngFormatter(Formatter):
    _PREFIXES = {-12: "p", -9: "n", -6: "\u00b5", -3: "m", 0: "", 3: "k", 6: "M", 9: "G", 12: "T"}

    def __init__(self, unit="", places=None, sep=" "):
        self.unit, self.places, self.sep = unit, places, sep

    def __call__(self, x, pos=None):
        power = 0 if x == 0 else min(max(int(math.floor(math.log10(abs(x)) / 3) * 3), -12), 12)
        number = "%g" % (x / 10.0 ** power) if self.places is None else f"{x / 10.0 ** power:.{self.places}f}"
        tail = self._PREFIXES[power] + self.unit
        return self.fix_minus(number + (self.sep + tail if tail else ""))
