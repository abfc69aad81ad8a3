"""Colours, colour maps, and how numbers become either."""
import math

from matplotlib import _tables

CSS4_COLORS = {name: value.upper() for name, value in _tables.NAMES.items()}
BASE_COLORS = {
    "b": (0, 0, 1), "g": (0, 0.5, 0), "r": (1, 0, 0), "c": (0, 0.75, 0.75), "m": (0.75, 0, 0.75),
    "y": (0.75, 0.75, 0), "k": (0, 0, 0), "w": (1, 1, 1),
}
_TAB10 = ("blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan")
_TAB10_DIGITS = _tables.LISTS["tab10"]
TABLEAU_COLORS = {"tab:" + name: "#" + _TAB10_DIGITS[6 * i:6 * i + 6] for i, name in enumerate(_TAB10)}
_cycle = list(TABLEAU_COLORS.values())


def numbers(values):
    """Any sequence of numbers as a list; numbers within it as lists too."""
    if hasattr(values, "detach"):
        values = values.detach()
    if hasattr(values, "tolist"):
        return values.tolist()
    if isinstance(values, (list, tuple, range)) or hasattr(values, "__iter__") and not isinstance(values, str):
        return [numbers(value) if hasattr(value, "__len__") or hasattr(value, "tolist") else value for value in values]
    return values


def _from_digits(digits):
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    try:
        parts = [int(digits[i:i + 2], 16) / 255 for i in range(0, len(digits), 2)]
    except ValueError:
        return None
    return tuple(parts) if len(parts) == 4 else (*parts, 1.0)


def _named(name):
    if name in BASE_COLORS:
        return (*map(float, BASE_COLORS[name]), 1.0)
    if name[:1] == "#":
        return _from_digits(name[1:])
    if name[:1] == "C" and name[1:].isdigit():
        return to_rgba(_cycle[int(name[1:]) % len(_cycle)])
    lower = name.lower()
    if lower.startswith("tab:"):
        value = TABLEAU_COLORS.get(lower.replace("grey", "gray"))
        return value and _from_digits(value[1:])
    if lower in _tables.NAMES:
        return _from_digits(_tables.NAMES[lower][1:])
    if lower.startswith("xkcd:"):
        raise NotImplementedError("nbrun does not know the colour names of xkcd")
    try:
        level = float(name)
    except ValueError:
        return None
    return (level, level, level, 1.0) if 0 <= level <= 1 else None


def to_rgba(c, alpha=None):
    """The colour as red, green, blue and opacity."""
    if isinstance(c, tuple) and len(c) == 2 and not isinstance(c[1], str) and not isinstance(c[0], (int, float)):
        c, alpha = c[0], c[1] if alpha is None else alpha
    if isinstance(c, str):
        if c.lower() == "none":
            return (0.0, 0.0, 0.0, 0.0)
        result = _named(c)
        if result is None:
            raise ValueError(f"Invalid RGBA argument: {c!r}")
    else:
        parts = numbers(c)
        if not isinstance(parts, (list, tuple)) or len(parts) not in (3, 4):
            raise ValueError(f"Invalid RGBA argument: {c!r}")
        if any(isinstance(part, str) for part in parts):
            raise ValueError(f"Invalid RGBA argument: {c!r}")
        if any(not 0 <= part <= 1 for part in parts):
            raise ValueError("RGBA values should be within 0-1 range")
        result = tuple(float(part) for part in parts)
        if len(result) == 3:
            result += (1.0,)
    return result if alpha is None else (*result[:3], float(alpha))


def to_rgb(c):
    return to_rgba(c)[:3]


def is_color_like(c):
    try:
        to_rgba(c)
        return True
    except (ValueError, TypeError, NotImplementedError):
        return False


def same_color(c1, c2):
    return to_rgba(c1) == to_rgba(c2)


def to_hex(c, keep_alpha=False):
    parts = to_rgba(c)
    return "#" + "".join(format(round(part * 255), "02x") for part in (parts if keep_alpha else parts[:3]))


def is_many_colors(c):
    """Whether it is a sequence of colours and not one."""
    return not isinstance(c, str) and not is_color_like(c) and hasattr(c, "__len__")


def to_rgba_array(c, alpha=None):
    import numpy as np
    return np.array(rgba_list(c, alpha))


def rgba_list(c, alpha=None):
    """A list of colours, of one or of many."""
    if isinstance(c, str) and c.lower() == "none":
        return []
    if not is_many_colors(c):
        return [to_rgba(c, alpha)]
    return [to_rgba(tuple(one) if isinstance(one, list) else one, alpha) for one in
            (c if isinstance(c, (list, tuple)) else numbers(c))]


class Normalize:
    """Maps an interval to 0...1."""

    def __init__(self, vmin=None, vmax=None, clip=False):
        self.vmin = None if vmin is None else float(vmin)
        self.vmax = None if vmax is None else float(vmax)
        self.clip = clip

    def autoscale_None(self, A):
        values = [v for v in _flat(numbers(A)) if v == v and self._is_allowed(v)]
        if values:
            self.vmin = float(min(values)) if self.vmin is None else self.vmin
            self.vmax = float(max(values)) if self.vmax is None else self.vmax

    def autoscale(self, A):
        self.vmin = self.vmax = None
        self.autoscale_None(A)

    def scaled(self):
        return self.vmin is not None and self.vmax is not None

    def _is_allowed(self, value):
        return True

    def function(self):
        """The mapping of one number, for many calls."""
        low, high = self.vmin, self.vmax
        if low is None or low == high:
            return lambda value: 0.0
        if low > high:
            raise ValueError("minvalue must be less than or equal to maxvalue")
        length = high - low
        return lambda value: (value - low) / length

    def __call__(self, value, clip=None):
        values = numbers(value)
        if not self.scaled():
            self.autoscale_None(values if isinstance(values, list) else [values])
        one = self.function()
        if not isinstance(values, list):
            return one(values)
        import numpy as np
        return np.array(_mapped(values, one))

    def inverse(self, value):
        return self.vmin + value * (self.vmax - self.vmin)


class NoNorm(Normalize):
    def function(self):
        return lambda value: value


class LogNorm(Normalize):
    def _is_allowed(self, value):
        return value > 0

    def function(self):
        low, high = math.log(self.vmin), math.log(self.vmax)
        return lambda value: (math.log(value) - low) / ((high - low) or 1.0) if value > 0 else -1.0

    def inverse(self, value):
        return self.vmin * (self.vmax / self.vmin) ** value


class TwoSlopeNorm(Normalize):
    def __init__(self, vcenter, vmin=None, vmax=None):
        super().__init__(vmin, vmax)
        self.vcenter = vcenter

    def function(self):
        low, middle, high = self.vmin, self.vcenter, self.vmax
        return lambda v: 0.5 * (v - low) / (middle - low) if v < middle else 0.5 + 0.5 * (v - middle) / (high - middle)


class BoundaryNorm(Normalize):
    def __init__(self, boundaries, ncolors, clip=False, *, extend="neither"):
        self.boundaries = [float(b) for b in numbers(boundaries)]
        super().__init__(self.boundaries[0], self.boundaries[-1], clip)
        self.ncolors = ncolors

    def function(self):
        bounds, count = self.boundaries, self.ncolors
        regions = len(bounds) - 1

        def one(value):
            place = sum(bound <= value for bound in bounds) - 1
            if place < 0 or place >= regions:
                return -1.0 if place < 0 else 2.0
            index = place if regions == count else (count - 1) / max(regions - 1, 1) * place
            return (int(index) + 0.5) / count
        return one


def _flat(values):
    if not isinstance(values, (list, tuple)):
        yield values
        return
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _flat(value)
        else:
            yield value


def _mapped(values, one):
    return [_mapped(value, one) if isinstance(value, list) else one(value) for value in values]


class Colormap:
    """Colours for 0...1, from a table."""

    def __init__(self, name, N=256):
        self.name, self.N = name, N
        self._bad, self._under, self._over = (0.0, 0.0, 0.0, 0.0), None, None

    def table(self):
        raise NotImplementedError

    def function(self):
        """The colour of one number, for many calls."""
        table = self.table()
        count, bad = len(table), self._bad
        under, over = self._under or table[0], self._over or table[-1]

        def one(value):
            if value != value:
                return bad
            if value < 0:
                return under
            if value >= 1:
                return table[-1] if value == 1 else over
            return table[int(value * count)]
        return one

    def __call__(self, X, alpha=None, bytes=False):
        values = numbers(X)
        table = self.table()
        one = self.function()

        def color(value):
            if isinstance(value, bool) or not isinstance(value, int):
                result = one(value)
            else:
                result = table[min(max(value, 0), len(table) - 1)]
            result = result if alpha is None else (*result[:3], alpha)
            return tuple(int(part * 255 + 0.5) for part in result) if bytes else result
        if not isinstance(values, list):
            return color(values)
        import numpy as np
        return np.array(_mapped(values, color))

    def set_bad(self, color="k", alpha=None):
        self._bad = to_rgba(color, alpha)

    def set_under(self, color="k", alpha=None):
        self._under = to_rgba(color, alpha)

    def set_over(self, color="k", alpha=None):
        self._over = to_rgba(color, alpha)

    def copy(self):
        import copy
        return copy.copy(self)

    def reversed(self, name=None):
        return ListedColormap(self.table()[::-1], name or self.name + "_r")

    def resampled(self, lutsize):
        one = self.function()
        return ListedColormap([one(i / max(lutsize - 1, 1)) for i in range(lutsize)], self.name)


class ListedColormap(Colormap):
    def __init__(self, colors, name="from_list", N=None):
        table = rgba_list(colors)
        if N is not None:
            table = [table[i % len(table)] for i in range(N)]
        super().__init__(name, len(table))
        self._table, self.colors = table, colors

    def table(self):
        return self._table


class LinearSegmentedColormap(Colormap):
    def __init__(self, name, segmentdata, N=256, gamma=1.0):
        super().__init__(name, N)
        self._data = segmentdata
        self._table = None

    @staticmethod
    def from_list(name, colors, N=256, gamma=1.0):
        colors = list(colors) if not isinstance(colors, (list, tuple)) else colors
        if len(colors) > 0 and isinstance(colors[0], (list, tuple)) and len(colors[0]) == 2:
            places, colors = [float(c[0]) for c in colors], [c[1] for c in colors]
        else:
            places = [i / max(len(colors) - 1, 1) for i in range(len(colors))]
        table = [to_rgba(c) for c in colors]
        data = {part: [(x, c[i], c[i]) for x, c in zip(places, table)]
                for i, part in enumerate(("red", "green", "blue", "alpha"))}
        return LinearSegmentedColormap(name, data, N)

    def table(self):
        if self._table is None:
            parts = [self._part(self._data[name]) if name in self._data else [1.0] * self.N
                     for name in ("red", "green", "blue", "alpha")]
            self._table = list(zip(*parts))
        return self._table

    def _part(self, knots):
        if callable(knots):
            return [min(max(float(knots(i / (self.N - 1))), 0.0), 1.0) for i in range(self.N)]
        result, place = [], 0
        for i in range(self.N):
            x = i / (self.N - 1) if self.N > 1 else 1.0
            while place < len(knots) - 2 and x > knots[place + 1][0]:
                place += 1
            left, right = knots[place], knots[place + 1]
            length = (right[0] - left[0]) or 1.0
            result.append(left[2] + (right[1] - left[2]) * (x - left[0]) / length)
        return result


def _table_map(name):
    is_reversed = name.endswith("_r")
    base = name[:-2] if is_reversed else name
    base = {"grey": "gray", "gist_gray": "gray", "gist_grey": "gray"}.get(base, base)
    if base in _tables.LISTS:
        digits = _tables.LISTS[base]
        result = ListedColormap([_from_digits(digits[i:i + 6]) for i in range(0, len(digits), 6)], base)
    elif base in _tables.MAPS:
        digits = _tables.MAPS[base]
        knots = [_from_digits(digits[i:i + 6]) for i in range(0, len(digits), 6)]
        if len(knots) == 256:
            result = ListedColormap(knots, base)
        else:
            result = LinearSegmentedColormap.from_list(base, knots)
    else:
        return None
    return result.reversed() if is_reversed else result


_made = {}


def get_cmap(name=None, lut=None):
    """A colour map by its name."""
    if isinstance(name, Colormap):
        return name
    name = name or "viridis"
    if name not in _made:
        found = _table_map(name)
        if found is None:
            known = [*_tables.MAPS, *_tables.LISTS, *(n for n in _made if n not in _tables.MAPS)]
            raise ValueError(
                f"{name!r} is not a known value for cmap; nbrun knows: {', '.join(map(repr, known))}, each also with _r")
        _made[name] = found
    return _made[name] if lut is None else _made[name].resampled(lut)


class Registry:
    """`matplotlib.colormaps`"""

    def __getitem__(self, name):
        try:
            return get_cmap(name)
        except ValueError as error:
            raise KeyError(str(error)) from None

    def __iter__(self):
        for name in (*_tables.MAPS, *_tables.LISTS):
            yield name
            yield name + "_r"

    def __len__(self):
        return sum(1 for name in self)

    def __contains__(self, name):
        return name in _made or _table_map(name) is not None

    def get_cmap(self, cmap):
        return get_cmap(cmap)

    def register(self, cmap, *, name=None, force=False):
        _made[name or cmap.name] = cmap


class ScalarMappable:
    """What has numbers that are shown as colours."""

    def __init__(self, norm=None, cmap=None):
        self.norm, self.cmap, self._array = norm or Normalize(), get_cmap(cmap), None

    def set_array(self, A):
        self._array = A

    def get_array(self):
        import numpy as np
        return None if self._array is None else np.asarray(self._array)

    def set_clim(self, vmin=None, vmax=None):
        if vmax is None and isinstance(vmin, (tuple, list)):
            vmin, vmax = vmin
        self.norm.vmin = self.norm.vmin if vmin is None else vmin
        self.norm.vmax = self.norm.vmax if vmax is None else vmax

    def get_clim(self):
        return self.norm.vmin, self.norm.vmax

    def set_cmap(self, cmap):
        self.cmap = get_cmap(cmap)

    def get_cmap(self):
        return self.cmap

    def set_norm(self, norm):
        self.norm = norm

    def autoscale(self):
        self.norm.autoscale(self._array)

    def to_rgba(self, x, alpha=None, bytes=False, norm=True):
        values = self.norm(x) if norm else x
        return self.cmap(values, alpha=alpha, bytes=bytes)

    def color_function(self, alpha=None):
        if not self.norm.scaled() and self._array is not None:
            self.norm.autoscale_None(self._array)
        place, color = self.norm.function(), self.cmap.function()
        if alpha is None:
            return lambda value: color(place(value))
        return lambda value: (*color(place(value))[:3], alpha)
