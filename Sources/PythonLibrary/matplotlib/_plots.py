"""The methods of a plot that draw."""
import math

from matplotlib import artist as art
from matplotlib import rcParams
from matplotlib.artist import (Annotation, AxesImage, Line2D, LineCollection, PathCollection, PolyCollection, Rectangle, Text,
                               Wedge)
from matplotlib.colors import is_many_colors, is_color_like, numbers, rgba_list, to_rgba


def parse_format(text):
    """The colour, marker and line style that a format string such as `"ro--"` names."""
    color = marker = style = None
    if is_color_like(text) and not (len(text) == 1 and text in "0123456789") and text not in art.DASHES:
        return text, None, None
    rest = text
    while rest:
        if rest[:2] in ("--", "-."):
            style, rest = rest[:2], rest[2:]
        elif rest[0] in "-:":
            style, rest = rest[0], rest[1:]
        elif rest[0] in "bgrcmykw":
            if color is not None:
                raise ValueError(f"{text!r} is not a valid format string (two color symbols)")
            color, rest = rest[0], rest[1:]
        elif rest[0] == "C" and rest[1:2].isdigit():
            color, rest = rest[:2], rest[2:]
        elif rest[0] in art.MARKERS:
            if marker is not None:
                raise ValueError(f"{text!r} is not a valid format string (two marker symbols)")
            marker, rest = rest[0], rest[1:]
        elif rest[0] == " ":
            style, rest = " ", rest[1:]
        else:
            raise ValueError(f"{text!r} is not a valid format string (unrecognized character {rest[0]!r})")
    if marker is not None and style is None:
        style = "None"
    return color, marker, style


class Container(tuple):
    label = ""

    def legend_handle(self):
        return self[0]


class BarContainer(Container):
    errorbar = None

    @property
    def patches(self):
        return list(self)

    def get_label(self):
        return self.label

    def remove(self):
        for patch in self:
            patch.remove()


class ErrorbarContainer(art.Artist):
    """A line with bars that show how sure its points are."""

    stands_for_several = True

    defaults = {"zorder": 2}
    has_xerr = has_yerr = True

    def __init__(self, line, bars, caps, color, width, capthick, **kwargs):
        super().__init__(**kwargs)
        self.line, self.bars, self.caps, self.color, self.width, self.capthick = line, bars, caps, color, width, capthick

    def __iter__(self):
        return iter((self.line, (), ()))

    def __getitem__(self, index):
        return (self.line, (), ())[index]

    def bounds(self, ax):
        xs = [x for bar in self.bars for x in (bar[0], bar[2])]
        ys = [y for bar in self.bars for y in (bar[1], bar[3])]
        return xs, ys

    def draw(self, ax, canvas, clip):
        tx, ty = ax.mapping("data")
        codes, points, caps = [], [], []
        for x0, y0, x1, y1 in self.bars:
            ends = [tx(x0), ty(y0), tx(x1), ty(y1)]
            if all(art.is_finite(v) for v in ends):
                codes.append("ML")
                points += ends
                if self.caps:
                    for x, y in ((ends[0], ends[1]), (ends[2], ends[3])):
                        caps += [x, y - self.caps, x, y + self.caps] if y0 == y1 and x0 != x1 else [
                            x - self.caps, y, x + self.caps, y]
        if points:
            canvas.path(clip, "".join(codes), points, None, self.color, self.width)
        if caps:
            canvas.path(clip, "ML" * (len(caps) // 4), caps, None, self.color, self.cap_width)

    @property
    def cap_width(self):
        return 1.0 if self.capthick is None else self.capthick

    handle_lines = True

    def draw_handle(self, canvas, x, middle, width, size):
        center, half = x + width / 2, 0.5 * size
        codes, points = "ML", [center, middle - half, center, middle + half]
        canvas.path(None, codes, points, None, self.color, self.width)
        if self.caps:
            caps = [v for y in (middle - half, middle + half) for v in (center - self.caps, y, center + self.caps, y)]
            canvas.path(None, "MLML", caps, None, self.color, self.cap_width)
        if self.line is not None:
            self.line.stroke(canvas, None, [x, x + width], [middle, middle])
            self.line.marks(canvas, None, [center], [middle])


class Plots:
    def plot(self, *args, scalex=True, scaley=True, data=None, **kwargs):
        made, args = [], list(args)
        if data is not None:
            args = [data[arg] if isinstance(arg, str) and arg in data else arg for arg in args]
        while args:
            count = 1
            if len(args) > 1 and not isinstance(args[1], str):
                count = 2
            elif len(args) > 1 and _has_names(args[1]):
                count = 2
            first, second = args[0], args[1] if count == 2 else None
            args = args[count:]
            color = marker = style = None
            if args and isinstance(args[0], str):
                color, marker, style = parse_format(args.pop(0))
            made += self._lines(first, second, {"color": color, "marker": marker, "linestyle": style}, kwargs)
        return made

    def _lines(self, x, y, style, kwargs):
        if y is None:
            y = numbers(x)
            y = y if isinstance(y, list) else [y]
            x = list(range(len(y)))
        else:
            x, y = numbers(x), numbers(y)
            x, y = x if isinstance(x, list) else [x], y if isinstance(y, list) else [y]
        many = y and isinstance(y[0], list)
        columns = [list(column) for column in zip(*y)] if many else [y]
        xs = [list(column) for column in zip(*x)] if x and isinstance(x[0], list) else [x] * len(columns)
        if len(xs) == 1 and len(columns) > 1 or len(xs) != len(columns):
            xs = [xs[0]] * len(columns)
        if len(xs) > 1 and not many and len(columns) == 1:
            columns = columns * len(xs)
        made = []
        labels = kwargs.get("label")
        for i, (one, column) in enumerate(zip(xs, columns)):
            if len(one) != len(column):
                shapes = f"({len(one)},) and ({len(column)},)"
                raise ValueError(f"x and y must have same first dimension, but have shapes {shapes}")
            options = {key: value for key, value in style.items() if value is not None}
            options.update(kwargs)
            if isinstance(labels, (list, tuple)) and len(columns) > 1:
                options["label"] = labels[i]
            line = Line2D(self.units(0, one), self.units(1, column), **options)
            if line.p["color"] is None:
                line.p["color"] = self.next_color()
            elif not is_color_like(line.p["color"]):
                raise ValueError(
                    f"{line.p['color']!r} is not a valid value for color: supported inputs are (r, g, b) and (r, g, b, a) 0-1"
                    " float tuples; '#rrggbb', '#rrggbbaa', '#rgb', '#rgba' strings; named color strings; string reprs of 0-1"
                    " floats for grayscale values; 'C0', 'C1', ... strings for colors of the color cycle; and pairs combining"
                    " one of the above with an alpha value")
            if line.p["label"] == "":
                line.p["label"] = f"_child{len(self.children)}"
            made.append(self.add(line))
        return made

    def semilogx(self, *args, base=10, **kwargs):
        self.set_xscale("log", base=base)
        return self.plot(*args, **kwargs)

    def semilogy(self, *args, base=10, **kwargs):
        self.set_yscale("log", base=base)
        return self.plot(*args, **kwargs)

    def loglog(self, *args, base=10, **kwargs):
        self.set_xscale("log", base=base)
        self.set_yscale("log", base=base)
        return self.plot(*args, **kwargs)

    def step(self, x, y, *args, where="pre", **kwargs):
        return self.plot(x, y, *args, drawstyle="steps-" + where, **kwargs)

    def scatter(self, x, y, s=None, c=None, *, marker=None, cmap=None, norm=None, vmin=None, vmax=None, alpha=None,
                linewidths=None, edgecolors=None, color=None, label="", zorder=1, data=None, **kwargs):
        if data is not None:
            x, y, c = (data[v] if isinstance(v, str) and v in data else v for v in (x, y, c))
        x = [v for v in _flat(self.units(0, _raveled(x)))]
        y = [v for v in _flat(self.units(1, _raveled(y)))]
        if len(x) != len(y):
            raise ValueError("x and y must be the same size")
        sizes = [rcParams["lines.markersize"] ** 2] if s is None else _flat_list(numbers(s))
        if len(sizes) not in (1, len(x)) and len(x):
            raise ValueError("s must be a scalar, or float array-like with the same size as x and y")
        face = kwargs.pop("facecolors", kwargs.pop("facecolor", None))
        hollow = isinstance(face, str) and face == "none" or isinstance(c, str) and c == "none"
        values = None
        if color is not None:
            c = color
        if c is None:
            c = face if face is not None and not hollow else self.next_color("patch")
        listed = numbers(c) if not isinstance(c, str) else c
        if isinstance(listed, list) and listed and not isinstance(listed[0], (str, list, tuple)) and color is None:
            if len(listed) == len(x):
                values = [float(v) for v in listed]
            elif len(listed) not in (3, 4):
                raise ValueError(f"'c' argument has {len(listed)} elements, which is inconsistent with 'x' and 'y' with size"
                                 f" {len(x)}.")
        colors = [] if values is not None else rgba_list(c if isinstance(c, str) else listed, alpha)
        if hollow:
            if isinstance(c, str) and c == "none":
                colors = []
            edge = edgecolors if edgecolors is not None else colors[0] if colors else self.next_color("patch")
            colors, edgecolors = [(0.0, 0.0, 0.0, 0.0)], edge
        points = PathCollection(list(zip(x, y)), sizes, marker or "o", colors, cmap=cmap, norm=norm, alpha=alpha,
                                linewidth=linewidths, edgecolor=edgecolors, label=label, zorder=zorder, **kwargs)
        art.marker_path(points.marker, 1)
        if values is not None:
            points.set_array(values)
            points.set_clim(vmin, vmax)
            points.color_function()
        self.figure.mappable = points if values is not None else getattr(self.figure, "mappable", None)
        return self.add(points)

    def bar(self, x, height, width=0.8, bottom=None, *, align="center", **kwargs):
        return self._bars(x, height, width, bottom, align, 0, kwargs)

    def barh(self, y, width, height=0.8, left=None, *, align="center", **kwargs):
        return self._bars(y, width, height, left, align, 1, kwargs)

    def _bars(self, places, lengths, widths, bases, align, index, kwargs):
        names = _flat_list(numbers(places))
        x = self.units(index, places)
        lengths = self.units(1 - index, lengths)
        count = max(len(x), len(lengths))

        def spread(values, default):
            values = _flat_list(numbers(default if values is None else values))
            return values * count if len(values) == 1 else values
        x, lengths, widths, bases = spread(x, 0), spread(lengths, 0), spread(widths, 0.8), spread(bases, 0)
        if not len(x) == len(lengths) == len(widths) == len(bases):
            raise ValueError(f"shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg 0 with"
                             f" shape ({len(x)},) and arg 1 with shape ({len(lengths)},).")
        color = kwargs.pop("color", kwargs.pop("facecolor", None))
        color = self.next_color("patch") if color is None else color
        colors = rgba_list(color) if is_many_colors(color) else [color]
        edge = kwargs.pop("edgecolor", kwargs.pop("ec", None))
        edges = list(edge) if edge is not None and is_many_colors(edge) else [edge]
        label = kwargs.pop("label", "")
        labels = list(label) if isinstance(label, (list, tuple)) else None
        ticks = kwargs.pop("tick_label", None)
        errors = kwargs.pop("yerr" if index == 0 else "xerr", None)
        error_style = dict(ecolor=kwargs.pop("ecolor", "k"), capsize=kwargs.pop("capsize", 0), **kwargs.pop("error_kw", {}))
        log = kwargs.pop("log", False)
        if log:
            (self.set_yscale if index == 0 else self.set_xscale)("log")
        made = []
        for i in range(count):
            start = x[i] - widths[i] / 2 if align == "center" else x[i]
            corner, size = ((start, bases[i]), (widths[i], lengths[i])) if index == 0 else ((bases[i], start), (lengths[i],
                                                                                                             widths[i]))
            patch = Rectangle(corner, *size, facecolor=colors[i % len(colors)], edgecolor=edges[i % len(edges)], **kwargs)
            patch.p["label"] = labels[i] if labels else label if i == 0 else "_nolegend_"
            patch.stands_for_several = not labels
            if index == 0:
                patch.sticky_y = (bases[i],)
            else:
                patch.sticky_x = (bases[i],)
            made.append(self.add(patch))
        if ticks is not None:
            (self.set_xticks if index == 0 else self.set_yticks)(x, list(ticks))
        result = BarContainer(made)
        result.label = label if labels is None else ""
        if errors is not None:
            ends = [b + l for b, l in zip(bases, lengths)]
            if index == 0:
                self.errorbar(x, ends, yerr=errors, fmt="none", **error_style)
            else:
                self.errorbar(ends, x, xerr=errors, fmt="none", **error_style)
        return result

    def bar_label(self, container, labels=None, *, fmt="%g", label_type="edge", padding=0, **kwargs):
        made = []
        for i, patch in enumerate(container):
            value = patch.height
            text = labels[i] if labels is not None else fmt % value if isinstance(fmt, str) and "%" in fmt else (
                fmt.format(value) if isinstance(fmt, str) else fmt(value))
            x = patch.xy[0] + patch.width / 2
            y = patch.xy[1] + value if label_type == "edge" else patch.xy[1] + value / 2
            va = "center" if label_type == "center" else "bottom" if value >= 0 else "top"
            made.append(self.annotate(text, (x, y), (0, padding if value >= 0 else -padding), textcoords="offset points",
                                      ha="center", va=va, **kwargs))
        return made

    def hist(self, x, bins=None, *, range=None, density=False, weights=None, cumulative=False, bottom=None, histtype="bar",
             align="mid", orientation="vertical", rwidth=None, log=False, color=None, label=None, stacked=False, **kwargs):
        import numpy as np
        values = numbers(x)
        many = isinstance(values, list) and values and isinstance(values[0], list)
        is_array = hasattr(x, "ndim") and x.ndim == 2
        groups = [list(column) for column in zip(*values)] if is_array else values if many else [values]
        bins = rcParams["hist.bins"] if bins is None else bins
        flat = [v for group in groups for v in group if v == v]
        if not flat and range is None:
            range = (0, 1)
        edges = np.histogram_bin_edges(np.array(flat, dtype=float), bins, range)
        counts = []
        for i, group in enumerate(groups):
            part = weights[i] if weights is not None and many else weights
            count, _ = np.histogram(np.array(group, dtype=float), edges, weights=None if part is None else np.asarray(part),
                                    density=bool(density) and not stacked)
            counts.append(count.astype(float))
        if cumulative:
            step = np.diff(edges) if density else 1
            counts = [np.cumsum(count * step) for count in counts]
        left = [float(v) for v in edges]
        widths = [b - a for a, b in zip(left, left[1:])]
        colors = [color] if color is None or not is_many_colors(color) else list(color)
        labels = label if isinstance(label, (list, tuple)) else [label]
        base = [0.0 if bottom is None else float(bottom)] * len(widths)
        made = []
        for i, count in enumerate(counts):
            paint = colors[i % len(colors)]
            paint = self.next_color("line") if paint is None else paint
            name = labels[i] if i < len(labels) and labels[i] is not None else ""
            heights = [float(v) for v in count]
            if histtype.startswith("step"):
                outline = [(left[0], base[0])]
                for a, b, h, z in zip(left, left[1:], heights, base):
                    outline += [(a, z + h), (b, z + h)]
                outline.append((left[-1], base[-1]))
                fill = histtype == "stepfilled"
                patch = art.Polygon(outline, closed=fill, **{**({"facecolor": paint} if fill else {
                    "edgecolor": paint, "fill": False}), "label": name, "zorder": 1 if fill else 2, **kwargs})
                patch.sticky_y = (0.0,)
                made.append([self.add(patch)])
            else:
                share = 1.0 if stacked or len(counts) == 1 else 0.8 / len(counts)
                shift = 0.0 if share == 1.0 else 0.1 + share * i
                ratio = 1.0 if rwidth is None else rwidth
                part = [w * share * ratio for w in widths]
                start = [a + w * shift + w * share * (1 - ratio) / 2 for a, w in zip(left, widths)]
                draw = self.bar if orientation == "vertical" else self.barh
                made.append(draw(start, heights, part, list(base), align="edge", color=paint, label=name, **kwargs))
                # A histogram names its first bar, not all of them together.
                made[-1][0].stands_for_several = False
            if stacked:
                base = [z + h for z, h in zip(base, heights)]
        if log:
            self.set_yscale("log")
        result = counts[0] if len(counts) == 1 else np.array(counts)
        return result, edges, made[0] if len(made) == 1 else made

    def hist2d(self, x, y, bins=10, *, cmap=None, **kwargs):
        import numpy as np
        counts, xs, ys = np.histogram2d(np.asarray(x), np.asarray(y), bins)
        return counts, xs, ys, self.pcolormesh(xs, ys, counts.T, cmap=cmap)

    def pie(self, x, *, explode=None, labels=None, colors=None, autopct=None, pctdistance=0.6, labeldistance=1.1,
            startangle=0, radius=1, counterclock=True, wedgeprops=None, textprops=None, center=(0, 0), shadow=False, **kwargs):
        values = _flat_list(numbers(x))
        total, angle, wedges, texts, shares = sum(values), startangle, [], [], []
        for i, value in enumerate(values):
            turn = 360 * value / total * (1 if counterclock else -1)
            middle = math.radians(angle + turn / 2)
            out = explode[i] if explode is not None else 0
            cx, cy = center[0] + out * math.cos(middle), center[1] + out * math.sin(middle)
            color = colors[i % len(colors)] if colors else self.next_color("patch")
            wedge = Wedge((cx, cy), radius, min(angle, angle + turn), max(angle, angle + turn), facecolor=color,
                          label=labels[i] if labels else "", **(wedgeprops or {}))
            wedges.append(self.add(wedge))
            if labels:
                x0, y0 = cx + labeldistance * radius * math.cos(middle), cy + labeldistance * radius * math.sin(middle)
                texts.append(self.text(x0, y0, labels[i], ha="left" if x0 > cx else "right", va="center", clip_on=False,
                                       **(textprops or {})))
            if autopct:
                text = autopct % (100 * value / total) if isinstance(autopct, str) else autopct(100 * value / total)
                shares.append(self.text(cx + pctdistance * radius * math.cos(middle), cy + pctdistance * radius *
                                        math.sin(middle), text, ha="center", va="center", **(textprops or {})))
            angle += turn
        self.is_on = False
        self.aspect = "equal"
        self.set_xlim(-1.25 + center[0], 1.25 + center[0])
        self.set_ylim(-1.25 + center[1], 1.25 + center[1])
        return (wedges, texts, shares) if autopct else (wedges, texts)

    def errorbar(self, x, y, yerr=None, xerr=None, fmt="", *, ecolor=None, elinewidth=None, capsize=0, capthick=None,
                 label="", zorder=2, **kwargs):
        x, y = self.units(0, x), self.units(1, y)
        line = None
        base = {"zorder": zorder + 0.1, "label": "_nolegend_"}
        if fmt == "none" or isinstance(fmt, str) and fmt.lower() == "none":
            color = ecolor or self.next_color()
        else:
            line = self.plot(x, y, fmt, **{**base, **kwargs})[0] if fmt else self.plot(x, y, **{**base, **kwargs})[0]
            color = line.p["color"] if ecolor is None else ecolor

        def spread(error, count):
            error = numbers(error)
            if not isinstance(error, list):
                return [error] * count, [error] * count
            return error if len(error) == 2 and isinstance(error[0], list) else (error, error)
        bars = []
        if yerr is not None:
            low, high = spread(yerr, len(x))
            bars += [(a, b - l, a, b + h) for a, b, l, h in zip(x, y, low, high)]
        if xerr is not None:
            low, high = spread(xerr, len(x))
            bars += [(a - l, b, a + h, b) for a, b, l, h in zip(x, y, low, high)]
        width = elinewidth if elinewidth is not None else kwargs.get("linewidth", kwargs.get("lw", rcParams[
            "lines.linewidth"]))
        return self.add(ErrorbarContainer(line, bars, capsize, to_rgba(color, kwargs.get("alpha")), width, capthick,
                                          label=label, zorder=zorder))

    def fill_between(self, x, y1, y2=0, where=None, interpolate=False, step=None, **kwargs):
        x = self.units(0, x)
        return self._fill(x, self.units(1, y1), self.units(1, y2), where, kwargs, False)

    def fill_betweenx(self, y, x1, x2=0, where=None, step=None, interpolate=False, **kwargs):
        return self._fill(self.units(1, y), self.units(0, x1), self.units(0, x2), where, kwargs, True)

    def _fill(self, along, first, second, where, kwargs, turned):
        count = len(along)
        first, second = (v * count if len(v) == 1 else v for v in (first, second))
        shown = [True] * count if where is None else [bool(v) for v in numbers(where)]
        polygons, start = [], None
        for i in range(count + 1):
            is_in = i < count and shown[i] and all(v == v for v in (along[i], first[i], second[i]))
            if is_in and start is None:
                start = i
            elif not is_in and start is not None:
                part = range(start, i)
                outline = [(along[j], first[j]) for j in part] + [(along[j], second[j]) for j in reversed(part)]
                if len(part) > 1:
                    polygons.append([(b, a) for a, b in outline] if turned else outline)
                start = None
        if not any(key in kwargs for key in ("color", "facecolor", "fc", "facecolors")):
            kwargs["facecolor"] = self.next_color("patch")
        return self.add(PolyCollection(polygons, **kwargs))

    def fill(self, *args, **kwargs):
        made, args = [], list(args)
        while len(args) >= 2:
            x, y = self.units(0, args.pop(0)), self.units(1, args.pop(0))
            color = args.pop(0) if args and isinstance(args[0], str) else None
            options = dict(kwargs)
            if color or not any(key in kwargs for key in ("color", "facecolor", "fc")):
                options["facecolor"] = color or self.next_color("patch")
            made.append(self.add(art.Polygon(list(zip(x, y)), **options)))
        return made

    def stackplot(self, x, *args, labels=(), colors=None, **kwargs):
        x = self.units(0, x)
        rows = [self.units(1, row) for row in (numbers(args[0]) if len(args) == 1 else args)]
        base, made = [0.0] * len(x), []
        for i, row in enumerate(rows):
            top = [a + b for a, b in zip(base, row)]
            color = colors[i % len(colors)] if colors else self.next_color()
            made.append(self._fill(x, base, top, None, {"facecolor": color, "label": labels[i] if i < len(labels) else "",
                                                        **kwargs}, False))
            base = top
        return made

    def axhline(self, y=0, xmin=0, xmax=1, **kwargs):
        return self._line_across([xmin, xmax], [self.unit(1, y)] * 2, "yaxis", kwargs)

    def axvline(self, x=0, ymin=0, ymax=1, **kwargs):
        return self._line_across([self.unit(0, x)] * 2, [ymin, ymax], "xaxis", kwargs)

    def _line_across(self, x, y, frame, kwargs):
        from matplotlib.axes import Frame
        kwargs.setdefault("color", "C0")
        if kwargs.get("c") is not None:
            kwargs.pop("color")
        kwargs.setdefault("label", f"_child{len(self.children)}")
        return self.add(Line2D(x, y, transform=Frame(frame), **kwargs))

    def axline(self, xy1, xy2=None, *, slope=None, **kwargs):
        if slope is None:
            slope = (xy2[1] - xy1[1]) / (xy2[0] - xy1[0])
        low, high = self.xaxis.get_view_interval()
        return self.plot([low, high], [xy1[1] + slope * (v - xy1[0]) for v in (low, high)], **kwargs)[0]

    def axhspan(self, ymin, ymax, xmin=0, xmax=1, **kwargs):
        from matplotlib.axes import Frame
        patch = Rectangle((xmin, ymin), xmax - xmin, ymax - ymin, transform=Frame("yaxis"), **kwargs)
        patch.bounds = lambda ax: ([], [ymin, ymax])
        return self.add(patch)

    def axvspan(self, xmin, xmax, ymin=0, ymax=1, **kwargs):
        from matplotlib.axes import Frame
        patch = Rectangle((xmin, ymin), xmax - xmin, ymax - ymin, transform=Frame("xaxis"), **kwargs)
        patch.bounds = lambda ax: ([xmin, xmax], [])
        return self.add(patch)

    def hlines(self, y, xmin, xmax, colors=None, linestyles="solid", label="", **kwargs):
        return self._stretches(self.units(1, y), xmin, xmax, 0, colors, linestyles, label, kwargs)

    def vlines(self, x, ymin, ymax, colors=None, linestyles="solid", label="", **kwargs):
        return self._stretches(self.units(0, x), ymin, ymax, 1, colors, linestyles, label, kwargs)

    def _stretches(self, places, low, high, index, colors, styles, label, kwargs):
        count = len(places)
        low, high = ((v * count if len(v) == 1 else v) for v in (self.units(index, low), self.units(index, high)))
        lines = [((a, p), (b, p)) if index == 0 else ((p, a), (p, b)) for p, a, b in zip(places, low, high)]
        color = kwargs.pop("color", None)
        return self.add(LineCollection(lines, color=color if color is not None else "C0" if colors is None else colors,
                                       linestyle=styles, label=label, **kwargs))

    def stem(self, *args, linefmt=None, markerfmt=None, basefmt=None, bottom=0, label="", **kwargs):
        x, y = (range(len(args[0])), args[0]) if len(args) == 1 else args[:2]
        x, y = self.units(0, x), self.units(1, y)
        lines = self.vlines(x, bottom, y, colors=linefmt.strip("-") if linefmt and linefmt.strip("-") else "C0")
        marks = self.plot(x, y, markerfmt or "o", color=None if markerfmt else "C0", label=label)
        base = self.plot([min(x), max(x)], [bottom, bottom], basefmt or "C3-")
        return Container((marks[0], lines, base[0]))

    def boxplot(self, x, *, vert=True, labels=None, tick_labels=None, positions=None, widths=None, showfliers=True,
                patch_artist=False, showmeans=False, notch=False, whis=1.5, **kwargs):
        if not vert or notch:
            raise NotImplementedError("nbrun draws boxplots upright and without notches only")
        values = numbers(x)
        groups = values if isinstance(values[0], list) else [values]
        if hasattr(x, "ndim") and x.ndim == 2:
            groups = [list(column) for column in zip(*values)]
        places = [i + 1.0 for i in range(len(groups))] if positions is None else self.units(0, positions)
        made = {"boxes": [], "medians": [], "whiskers": [], "caps": [], "fliers": [], "means": []}
        for place, group in zip(places, groups):
            data = sorted(float(v) for v in group)

            def quantile(q):
                at = q * (len(data) - 1)
                i = int(at)
                return data[i] + (data[min(i + 1, len(data) - 1)] - data[i]) * (at - i)
            first, median, third = quantile(0.25), quantile(0.5), quantile(0.75)
            reach = whis * (third - first)
            low = min(v for v in data if v >= first - reach)
            high = max(v for v in data if v <= third + reach)
            half = (widths if isinstance(widths, (int, float)) else 0.15 * max(1, min(len(groups), 3.3))) / 2
            style = {"color": "black", "linewidth": 1.0, "label": "_nolegend_"}
            box = [[place - half, place + half, place + half, place - half, place - half], [first, first, third, third, first]]
            if patch_artist:
                made["boxes"].append(self.add(Rectangle((place - half, first), 2 * half, third - first, facecolor="C0",
                                                        edgecolor="black")))
            else:
                made["boxes"] += self.plot(*box, **style)
            for a, b in ((first, low), (third, high)):
                made["whiskers"] += self.plot([place, place], [a, b], **style)
                made["caps"] += self.plot([place - half / 2, place + half / 2], [b, b], **style)
            made["medians"] += self.plot([place - half, place + half], [median, median], **{**style, "color": "C1"})
            outside = [v for v in data if v < low or v > high]
            if showfliers:
                made["fliers"] += self.plot([place] * len(outside), outside, "o", color="black", markerfacecolor="none",
                                            label="_nolegend_")
            if showmeans:
                made["means"] += self.plot([place], [sum(data) / len(data)], "^", color="C2", label="_nolegend_")
        names = tick_labels or labels or [f"{place:g}" for place in places]
        self.set_xticks(places, list(names))
        self.set_xlim(min(places) - 0.5, max(places) + 0.5)
        return made

    def imshow(self, X, cmap=None, norm=None, *, aspect=None, interpolation=None, alpha=None, vmin=None, vmax=None,
               origin=None, extent=None, **kwargs):
        origin = origin or rcParams["image.origin"]
        image = AxesImage(X, None, origin, norm, cmap or rcParams["image.cmap"], interpolation=interpolation, alpha=alpha,
                          **kwargs)
        rows, columns = len(image._array), len(image._array[0])
        if extent is None:
            low, high = -0.5, rows - 0.5
            extent = (-0.5, columns - 0.5, *((high, low) if origin == "upper" else (low, high)))
        image.extent = tuple(map(float, extent))
        image.set_clim(vmin, vmax)
        if not isinstance(image._array[0][0], list):
            image.color_function()
        self.aspect = aspect or "equal"
        self.add(image)
        left, right, bottom, top = image.extent
        self.set_xlim(left, right)
        self.set_ylim(bottom, top)
        self.figure.mappable = image
        return image

    def matshow(self, Z, **kwargs):
        from matplotlib.ticker import MaxNLocator
        image = self.imshow(Z, **{"interpolation": "nearest", **kwargs})
        self.xaxis.ticks_position = "top"
        self.xaxis.set_major_locator(MaxNLocator(nbins=9, steps=[1, 2, 5, 10], integer=True))
        self.yaxis.set_major_locator(MaxNLocator(nbins=9, steps=[1, 2, 5, 10], integer=True))
        return image

    def spy(self, Z, **kwargs):
        return self.imshow([[1.0 if value else 0.0 for value in row] for row in numbers(Z)], cmap="binary", **kwargs)

    def pcolormesh(self, *args, cmap=None, norm=None, vmin=None, vmax=None, shading=None, alpha=None, edgecolors="none",
                   **kwargs):
        data = numbers(args[-1])
        rows, columns = len(data), len(data[0])
        if len(args) == 3:
            x, y = numbers(args[0]), numbers(args[1])
            x = x[0] if isinstance(x[0], list) else x
            y = [row[0] for row in y] if isinstance(y[0], list) else y
        else:
            x, y = list(range(columns + 1)), list(range(rows + 1))

        def borders(values, count):
            if len(values) == count + 1:
                return [float(v) for v in values]
            if len(values) != count:
                raise TypeError(f"Dimensions of C {rows, columns} are incompatible with X ({len(x)}) and/or Y ({len(y)});"
                                " see help(pcolormesh)")
            steps = [(b - a) / 2 for a, b in zip(values, values[1:])] or [0.5]
            return [values[0] - steps[0], *(a + s for a, s in zip(values, steps)), values[-1] + steps[-1]]
        x, y = borders(x, columns), borders(y, rows)
        even = all(abs((b - a) - (v[1] - v[0])) < 1e-6 * abs(v[1] - v[0]) for v in (x, y) for a, b in zip(v, v[1:]))
        if not even:
            raise NotImplementedError("nbrun draws pcolormesh on evenly spaced grids only")
        image = AxesImage(data, (x[0], x[-1], y[0], y[-1]), "lower", norm, cmap or rcParams["image.cmap"],
                          interpolation="nearest", alpha=alpha, **kwargs)
        image.set_clim(vmin, vmax)
        image.color_function()
        self.figure.mappable = image
        return self.add(image)

    def pcolor(self, *args, **kwargs):
        return self.pcolormesh(*args, **kwargs)

    def contour(self, *args, **kwargs):
        from matplotlib.contour import ContourSet
        made = ContourSet(self, args, False, **kwargs)
        self.figure.mappable = made
        return self.add(made)

    def contourf(self, *args, **kwargs):
        from matplotlib.contour import ContourSet
        made = ContourSet(self, args, True, **kwargs)
        self.figure.mappable = made
        return self.add(made)

    def clabel(self, CS, levels=None, *, fontsize=None, fmt=None, inline=True, colors=None, **kwargs):
        return CS.label_lines(fontsize, fmt, colors, levels)

    def quiver(self, *args, color="black", angles="uv", scale=None, scale_units=None, width=None, units="width", **kwargs):
        from matplotlib.contour import Quiver
        return self.add(Quiver(self, args, color, angles, scale, width, kwargs.get("alpha"), scale_units))

    def arrow(self, x, y, dx, dy, *, width=0.001, head_width=None, head_length=None, length_includes_head=False, **kwargs):
        head = 3 * width if head_width is None else head_width
        length = 1.5 * head if head_length is None else head_length
        total = math.hypot(dx, dy) or 1.0
        ux, uy = dx / total, dy / total
        body = total - length if length_includes_head else total
        tip = body + length
        half, wing = width / 2, head / 2
        outline = [(0, half), (body, half), (body, wing), (tip, 0), (body, -wing), (body, -half), (0, -half)]
        kwargs.setdefault("facecolor", kwargs.get("color", "C0"))
        kwargs.setdefault("edgecolor", kwargs.get("color", "black"))
        return self.add(art.Polygon([(x + a * ux - b * uy, y + a * uy + b * ux) for a, b in outline], **kwargs))

    def text(self, x, y, s, fontdict=None, **kwargs):
        return self.add(Text(x, y, s, **{**(fontdict or {}), **kwargs}))

    def annotate(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, **kwargs):
        return self.add(Annotation(str(text), xy, xytext, xycoords, textcoords, arrowprops, **kwargs))


def _has_names(value):
    return False


def _raveled(values):
    values = numbers(values)
    return _flat_list(values) if isinstance(values, list) else [values]


def _flat(values):
    return values


def _flat_list(values):
    if not isinstance(values, (list, tuple)):
        return [values]
    flat = []
    for value in values:
        flat += _flat_list(value) if isinstance(value, (list, tuple)) else [value]
    return flat
