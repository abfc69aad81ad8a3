"""Lines of equal height, the areas between them, and fields of arrows."""
import math

from matplotlib import artist as art
from matplotlib.colors import ScalarMappable, is_many_colors, numbers, rgba_list, to_rgba
from matplotlib.ticker import FreeAxis, LogLocator, MaxNLocator, ScalarFormatter


def _level(a, b, level):
    return (level - a) / (b - a)


class ContourSet(ScalarMappable, art.Artist):
    defaults = {"zorder": 1, "linewidth": None, "linestyle": None, "antialiased": None}

    def __init__(self, ax, args, is_filled, *, levels=None, colors=None, cmap=None, norm=None, vmin=None, vmax=None,
                 alpha=None, extend="neither", origin=None, extent=None, locator=None, **kwargs):
        ScalarMappable.__init__(self, norm, cmap)
        kwargs = {key: value for key, value in kwargs.items() if key not in ("antialiased", "hatches", "corner_mask")}
        art.Artist.__init__(self, alpha=alpha, **kwargs)
        if not is_filled and "zorder" not in kwargs:
            self.p["zorder"] = 2
        self.is_filled, self.extend, self.labels = is_filled, extend, []
        if len(args) in (3, 4):
            x, y, z = (numbers(part) for part in args[:3])
            levels = args[3] if len(args) == 4 else levels
            x = [float(v) for v in (x[0] if isinstance(x[0], list) else x)]
            y = [float(v) for v in ([row[0] for row in y] if isinstance(y[0], list) else y)]
        else:
            z = numbers(args[0])
            levels = args[1] if len(args) == 2 else levels
            if not isinstance(z[0], list):
                raise TypeError("Input z must be 2D, not 1D")
            x, y = [float(i) for i in range(len(z[0]))], [float(i) for i in range(len(z))]
            if extent is not None:
                x = [extent[0] + (extent[1] - extent[0]) * i / (len(x) - 1) for i in range(len(x))]
                y = [extent[2] + (extent[3] - extent[2]) * i / (len(y) - 1) for i in range(len(y))]
        if not isinstance(z[0], list):
            raise TypeError("Input z must be 2D, not 1D")
        if len(z) < 2 or len(z[0]) < 2:
            raise TypeError(f"Input z must be at least a (2, 2) shaped array, but has shape ({len(z)}, {len(z[0])})")
        if len(x) != len(z[0]):
            raise TypeError(f"Length of x ({len(x)}) must match number of columns in z ({len(z[0])})")
        if len(y) != len(z):
            raise TypeError(f"Length of y ({len(y)}) must match number of rows in z ({len(z)})")
        self.x, self.y, self.z = x, y, z
        flat = [v for row in z for v in row if v == v]
        low, high = float(min(flat)), float(max(flat))
        is_log = type(self.norm).__name__ == "LogNorm" or isinstance(locator, LogLocator)
        if is_log:
            low = min(v for v in flat if v > 0)
        if levels is None or isinstance(levels, int):
            if locator is None:
                locator = LogLocator() if is_log else MaxNLocator((7 if levels is None else levels) + 1, min_n_ticks=1)
            found = locator.tick_values(low, high)
            under = [i for i, v in enumerate(found) if v < low]
            over = [i for i, v in enumerate(found) if v > high]
            start = under[-1] if under else 0
            stop = over[0] + 1 if over else len(found)
            if extend in ("min", "both"):
                start += 1
            if extend in ("max", "both"):
                stop -= 1
            found = found[start:stop] if stop - start >= 3 else found
            self.heights = [float(v) for v in found]
        else:
            self.heights = [float(v) for v in numbers(levels)]
        if is_filled and len(self.heights) < 2:
            raise ValueError("Filled contours require at least 2 levels.")
        if any(b <= a for a, b in zip(self.heights, self.heights[1:])):
            raise ValueError("Contour levels must be increasing")
        lower = self.heights[0]
        self.bands = list(self.heights)
        if is_filled and extend in ("min", "both"):
            self.bands.insert(0, -1e250)
        if is_filled and extend in ("max", "both"):
            self.bands.append(1e250)
        middles = list(self.heights)
        if is_filled:
            middles = [(a * b) ** 0.5 if is_log else (a + b) / 2 for a, b in zip(self.bands, self.bands[1:])]
            if extend in ("min", "both"):
                middles[0] = lower - 1e-9
        self._array = middles
        self.set_clim(vmin, vmax)
        if colors is not None:
            listed = rgba_list(colors, alpha) if is_many_colors(colors) else [to_rgba(colors, alpha)]
            self.paints = [listed[i % len(listed)] for i in range(len(middles))]
        else:
            if is_filled and self.norm.vmin is None and extend == "neither":
                self.norm.autoscale_None(self.heights)
            color = self.color_function(alpha)
            self.paints = [color(v) for v in middles]
        self.is_single = colors is not None and not is_many_colors(colors)

    def bounds(self, ax):
        return [self.x[0], self.x[-1]], [self.y[0], self.y[-1]]

    def stickies(self):
        return (self.x[0], self.x[-1]), (self.y[0], self.y[-1])

    @property
    def levels(self):
        import numpy as np
        return np.array(self.heights)

    @property
    def collections(self):
        return [self]

    def legend_elements(self, **kwargs):
        return ([art.Line2D([0], [0], color=paint) for paint in self.paints],
                [f"$x = {level}$" for level in self.heights])

    # Lines

    def lines(self, level):
        """The lines at a level, each a list of points."""
        x, y, z = self.x, self.y, self.z
        follow, starts = {}, {}
        columns = len(x) - 1
        for j in range(len(y) - 1):
            lower, upper = z[j], z[j + 1]
            for i in range(columns):
                a, b, c, d = lower[i], lower[i + 1], upper[i + 1], upper[i]
                case = (a >= level) | (b >= level) << 1 | (c >= level) << 2 | (d >= level) << 3
                if case in (0, 15) or a != a or b != b or c != c or d != d:
                    continue
                edges = (("h", i, j), ("v", i + 1, j), ("h", i, j + 1), ("v", i, j))
                for start, end in _segments(case, (a + b + c + d) / 4 >= level):
                    follow[edges[start], edges[end]] = None
                    starts.setdefault(edges[start], []).append(edges[end])
        return [[self._crossing(edge, level) for edge in chain] for chain in _chains(starts)]

    def _crossing(self, edge, level):
        kind, i, j = edge
        if kind == "h":
            t = _level(self.z[j][i], self.z[j][i + 1], level)
            return self.x[i] + (self.x[i + 1] - self.x[i]) * t, self.y[j]
        t = _level(self.z[j][i], self.z[j + 1][i], level)
        return self.x[i], self.y[j] + (self.y[j + 1] - self.y[j]) * t

    # Areas

    def region(self, level):
        """The outlines of the area that is at least as high as a level."""
        x, y, z = self.x, self.y, self.z
        starts = {}
        rows, columns = len(y) - 1, len(x) - 1

        def link(a, b):
            # Neighbouring cells run along their common border in opposite directions, which cancels.
            back = starts.get(b)
            if back and a in back:
                back.remove(a)
                if not back:
                    del starts[b]
            else:
                starts.setdefault(a, []).append(b)
        for j in range(rows):
            lower, upper = z[j], z[j + 1]
            for i in range(columns):
                heights = lower[i], lower[i + 1], upper[i + 1], upper[i]
                if any(v != v for v in heights):
                    continue
                inside = [v >= level for v in heights]
                if not any(inside):
                    continue
                corners = (("c", i, j), ("c", i + 1, j), ("c", i + 1, j + 1), ("c", i, j + 1))
                edges = (("h", i, j), ("v", i + 1, j), ("h", i, j + 1), ("v", i, j))
                ring = []
                for k in range(4):
                    if inside[k]:
                        ring.append(corners[k])
                    if inside[k] != inside[(k + 1) % 4]:
                        ring.append(edges[k])
                if len(ring) == 6 and inside[0] == inside[2] and sum(heights) / 4 < level:
                    start = next(k for k in range(6) if ring[k][0] == "c")
                    ring = ring[start - 1:] + ring[:start - 1] if start else ring[-1:] + ring[:-1]
                    rings = [ring[:3], ring[3:]]
                else:
                    rings = [ring]
                for one in rings:
                    for a, b in zip(one, one[1:] + one[:1]):
                        link(a, b)
        outlines = []
        for chain in _chains(starts):
            outlines.append([(x[n[1]], y[n[2]]) if n[0] == "c" else self._crossing(n, level) for n in chain])
        return outlines

    def draw(self, ax, canvas, clip):
        tx, ty = ax.mapping("data")

        def path(outlines, codes, points):
            for outline in outlines:
                codes.append("M" + "L" * (len(outline) - 1) + "Z")
                points += [part for px, py in outline for part in (tx(px), ty(py))]
        if self.is_filled:
            last = self.region(self.bands[-1])
            solid = all(paint[3] >= 1 for paint in self.paints)
            regions = [self.region(level) for level in self.bands[:-1]] + [last]
            for k, paint in enumerate(self.paints):
                codes, points = [], []
                path(regions[k], codes, points)
                # Each area goes on below those above it, so that no gaps show between them.
                path(last if solid else regions[k + 1], codes, points)
                if points:
                    canvas.path(clip, "".join(codes), points, paint, None, even_odd=True)
            return
        widths = numbers(self.p["linewidth"])
        for k, (level, paint) in enumerate(zip(self.heights, self.paints)):
            width = 1.5 if widths is None else widths[k % len(widths)] if isinstance(widths, list) else widths
            style = self.p["linestyle"] or ("dashed" if self.is_single and level < 0 else "solid")
            style = style[k % len(style)] if isinstance(style, (list, tuple)) else style
            for line in self.lines(level):
                mapped = [(tx(px), ty(py)) for px, py in line]
                for part in self._cut(canvas, clip, level, mapped, paint) if self.labels else [mapped]:
                    canvas.line(clip, [a for a, _ in part], [b for _, b in part], paint, width, art.dashes_of(style, width),
                                "butt")

    # Labels

    def label_lines(self, size, fmt, colors, levels):
        from matplotlib import font_size
        if fmt is None:
            fmt = ScalarFormatter()
            fmt.set_axis(FreeAxis(self.heights[0], self.heights[-1]))
            fmt.set_locs(self.heights)
        self.labels = [font_size(size), fmt, colors, None if levels is None else set(map(float, numbers(levels)))]
        return []

    def _cut(self, canvas, clip, level, line, paint):
        """Writes the level in a gap of its line and gives what remains of the line."""
        from matplotlib._text import Block
        size, fmt, color, wanted = self.labels
        if wanted is not None and level not in wanted:
            return [line]
        text = fmt[level] if isinstance(fmt, dict) else fmt % level if isinstance(fmt, str) else fmt(level)
        block = Block(text, size)
        gap = block.width + 4
        steps = [math.dist(p, q) for p, q in zip(line, line[1:])]
        total = sum(steps)
        if total < gap * 1.6:
            return [line]
        travelled, start = 0.0, (total - gap) / 2
        before, middle, after = [line[0]], [], []
        for p, q, step in zip(line, line[1:], steps):
            end = travelled + step

            def at(distance):
                t = (distance - travelled) / step if step else 0.0
                return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t
            if travelled < start <= end:
                before.append(at(start))
                middle.append(at(start))
            if travelled < start + gap <= end:
                middle.append(at(start + gap))
                after.append(at(start + gap))
            if end < start:
                before.append(q)
            elif end > start + gap:
                after.append(q)
            travelled = end
        if len(middle) < 2:
            return [line]
        (x0, y0), (x1, y1) = middle[0], middle[-1]
        turn = math.degrees(math.atan2(y1 - y0, x1 - x0))
        turn = turn - 180 if turn > 90 else turn + 180 if turn < -90 else turn
        canvas.text(clip, (x0 + x1) / 2, (y0 + y1) / 2, block, to_rgba(color) if color else paint, "center", "center", turn)
        return [before, after]


def _segments(case, is_high):
    """Which edges of a cell (below, right, above, left) a line joins; the higher side is on its left."""
    table = {1: ((0, 3),), 2: ((1, 0),), 3: ((1, 3),), 4: ((2, 1),), 6: ((2, 0),), 7: ((2, 3),), 8: ((3, 2),),
             9: ((0, 2),), 11: ((1, 2),), 12: ((3, 1),), 13: ((0, 1),), 14: ((3, 0),)}
    if case == 5:
        return ((0, 1), (2, 3)) if is_high else ((0, 3), (2, 1))
    if case == 10:
        return ((3, 0), (1, 2)) if is_high else ((1, 0), (3, 2))
    return table[case]


def _chains(starts):
    """Joins steps `a -> b` into as long chains as possible; those that end where they begin are closed."""
    targets = {}
    for ends in starts.values():
        for end in ends:
            targets[end] = targets.get(end, 0) + 1
    chains = []
    order = [node for node in starts if node not in targets] + list(starts)
    for node in order:
        while starts.get(node):
            chain = [node]
            while starts.get(chain[-1]):
                following = starts[chain[-1]].pop()
                chain.append(following)
                if following == node:
                    break
            chains.append(chain)
    return chains


class Quiver(art.Artist):
    """Arrows at points."""

    defaults = {"zorder": 2}

    def __init__(self, ax, args, color, angles, scale, width, alpha, scale_units=None):
        super().__init__(alpha=alpha)
        parts = [_flat(numbers(part)) for part in args]
        if len(parts) >= 4:
            x, y, u, v = parts[:4]
            if len(x) * len(y) == len(u) and len(x) != len(u):
                x, y = x * len(y), [value for value in y for _ in x]
        else:
            u, v = parts[:2]
            columns = len(numbers(args[0])[0])
            x, y = [float(i % columns) for i in range(len(u))], [float(i // columns) for i in range(len(u))]
        self.arrows = [tuple(map(float, arrow)) for arrow in zip(x, y, u, v)]
        self.color, self.angles, self.scale, self.width, self.units = color, angles, scale, width, scale_units

    def bounds(self, ax):
        return [arrow[0] for arrow in self.arrows], [arrow[1] for arrow in self.arrows]

    def draw(self, ax, canvas, clip):
        tx, ty = ax.mapping("data")
        _, _, width, _ = ax.rectangle()
        count = max(len(self.arrows), 1)
        lengths = [math.hypot(u, v) for _, _, u, v in self.arrows]
        mean = sum(lengths) / count or 1.0
        root = max(10, math.sqrt(count))
        scale = self.scale or 1.8 * mean * root
        thick = (self.width or 0.06 / max(8, min(25, math.sqrt(count)))) * width
        for x, y, u, v in self.arrows:
            px, py = tx(x), ty(y)
            if self.units == "xy":
                dx, dy = tx(x + u / (self.scale or 1)) - px, ty(y + v / (self.scale or 1)) - py
            else:
                dx, dy = u / scale * width, v / scale * width
            length = math.hypot(dx, dy)
            if length == 0:
                continue
            ux, uy = dx / length, dy / length
            head = min(5 * thick, length)
            size, half = head / (5 * thick) * 1.5 * thick, thick / 2 * min(1, length / (3 * thick))
            inner = length - head * 0.9
            outline = [(0, half), (inner, half), (length - head, size), (length, 0), (length - head, -size), (inner, -half),
                       (0, -half)]
            points = [part for a, b in outline for part in (px + a * ux - b * uy, py + a * uy + b * ux)]
            canvas.path(clip, "MLLLLLLZ", points, to_rgba(self.color, self.p["alpha"]), None)


def _flat(values):
    return [v for row in values for v in _flat(row)] if isinstance(values, list) else [values]
