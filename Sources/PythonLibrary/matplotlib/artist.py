"""What is drawn: lines, patches, collections, images and texts, each with its properties."""
import math

from matplotlib import font_size, rcParams
from matplotlib._text import Block
from matplotlib.colors import ScalarMappable, numbers, rgba_list, to_rgba

_ALIASES = {
    "c": "color", "lw": "linewidth", "ls": "linestyle", "ms": "markersize", "mec": "markeredgecolor",
    "mfc": "markerfacecolor", "mew": "markeredgewidth", "ec": "edgecolor", "fc": "facecolor", "ha": "horizontalalignment",
    "va": "verticalalignment", "size": "fontsize", "weight": "fontweight", "family": "fontfamily", "fontname": "fontfamily",
    "linewidths": "linewidth", "linestyles": "linestyle", "edgecolors": "edgecolor", "facecolors": "facecolor",
    "name": "fontfamily", "style": "fontstyle", "ds": "drawstyle", "aa": "antialiased", "fontproperties": "font",
    "antialiaseds": "antialiased", "colors": "color",
}
_WITHOUT_EFFECT = ("antialiased", "picker", "gid", "url", "rasterized", "snap", "animated", "in_layout", "fontfamily",
                   "fontstyle", "font", "solid_joinstyle", "dash_joinstyle", "wrap", "fontstretch", "fontvariant")
DASHES = {"-": (), "solid": (), "--": (3.7, 1.6), "dashed": (3.7, 1.6), "-.": (6.4, 1.6, 1.0, 1.6),
          "dashdot": (6.4, 1.6, 1.0, 1.6), ":": (1.0, 1.65), "dotted": (1.0, 1.65), "None": None, "none": None,
          " ": None, "": None}
MARKERS = ".,ov^<>12348spP*hH+xXDd|_"


def dashes_of(style, width):
    """Lengths of dashes and gaps in points, `None` for no line."""
    if style is None:
        return None
    if isinstance(style, (tuple, list)):
        return [part * width for part in style[1] or ()]
    if style not in DASHES:
        raise ValueError(f"{style!r} is not a valid value for ls; supported values are {', '.join(map(repr, DASHES))}")
    found = DASHES[style]
    return None if found is None else [part * width for part in found]


def _polygon(count, turn=90.0, radius=0.5, inner=None):
    steps = count * (2 if inner else 1)
    points = []
    for i in range(steps):
        r = inner if inner and i % 2 else radius
        angle = math.radians(turn + 360.0 * i / steps)
        points += [r * math.cos(angle), r * math.sin(angle)]
    return "M" + "L" * (steps - 1) + "Z", points


def circle_path(x=0.0, y=0.0, a=0.5, b=None):
    b = a if b is None else b
    k, l = 0.5522847498 * a, 0.5522847498 * b
    return "MCCCCZ", [x + a, y, x + a, y + l, x + k, y + b, x, y + b, x - k, y + b, x - a, y + l, x - a, y,
                      x - a, y - l, x - k, y - b, x, y - b, x + k, y - b, x + a, y - l, x + a, y]


def marker_path(marker, size):
    """The outline of a marker in points, and whether it is filled."""
    filled = True
    if marker in ("o", "."):
        codes, points = circle_path(a=0.5 if marker == "o" else 0.25)
    elif marker == ",":
        codes, points = "MLLLZ", [-0.05, -0.05, 0.05, -0.05, 0.05, 0.05, -0.05, 0.05]
    elif marker == "s":
        codes, points = "MLLLZ", [-0.5, -0.5, 0.5, -0.5, 0.5, 0.5, -0.5, 0.5]
    elif marker == "D":
        codes, points = _polygon(4, 90, 0.7071)
    elif marker == "d":
        codes, points = "MLLLZ", [0, -0.7071, 0.4243, 0, 0, 0.7071, -0.4243, 0]
    elif marker in ("^", "v", "<", ">"):
        points = {"^": [0, 0.5, -0.5, -0.5, 0.5, -0.5], "v": [0, -0.5, 0.5, 0.5, -0.5, 0.5],
                  "<": [-0.5, 0, 0.5, -0.5, 0.5, 0.5], ">": [0.5, 0, -0.5, 0.5, -0.5, -0.5]}[marker]
        codes = "MLLZ"
    elif marker == "*":
        codes, points = _polygon(5, inner=0.1909830056)
    elif marker in ("p", "h", "H", "8"):
        codes, points = {"p": _polygon(5), "h": _polygon(6), "H": _polygon(6, 0), "8": _polygon(8, 22.5)}[marker]
    elif marker == "P":
        codes = "M" + "L" * 11 + "Z"
        points = [v / 6 for v in (-1, -3, 1, -3, 1, -1, 3, -1, 3, 1, 1, 1, 1, 3, -1, 3, -1, 1, -3, 1, -3, -1, -1, -1)]
    elif marker == "X":
        codes = "M" + "L" * 11 + "Z"
        points = [v / 4 for v in (-1, -2, 0, -1, 1, -2, 2, -1, 1, 0, 2, 1, 1, 2, 0, 1, -1, 2, -2, 1, -1, 0, -2, -1)]
    else:
        filled = False
        lines = {"+": [-0.5, 0, 0.5, 0, 0, -0.5, 0, 0.5], "x": [-0.5, -0.5, 0.5, 0.5, -0.5, 0.5, 0.5, -0.5],
                 "|": [0, -0.5, 0, 0.5], "_": [-0.5, 0, 0.5, 0],
                 "1": [0, 0, 0, -0.5, 0, 0, 0.4, 0.25, 0, 0, -0.4, 0.25], "2": [0, 0, 0, 0.5, 0, 0, 0.4, -0.25, 0, 0, -0.4, -0.25],
                 "3": [0, 0, -0.5, 0, 0, 0, 0.25, 0.4, 0, 0, 0.25, -0.4], "4": [0, 0, 0.5, 0, 0, 0, -0.25, 0.4, 0, 0, -0.25, -0.4]}
        if marker not in lines:
            raise ValueError(f"Unrecognized marker style {marker!r}")
        points = lines[marker]
        codes = "ML" * (len(points) // 4)
    return codes, [value * size for value in points], filled


class Artist:
    """A thing in a figure. Its properties are declared once, as defaults; each has `get_` and `set_`."""

    defaults = {}
    axes = figure = None

    def __init__(self, **kwargs):
        self.p = {"alpha": None, "zorder": 0, "label": "", "visible": True, "clip_on": True, "transform": None,
                  **self.defaults}
        self.set(**kwargs)

    def set(self, **kwargs):
        for name, value in kwargs.items():
            self.put(name, value)
        return list(kwargs)

    def put(self, name, value):
        name = _ALIASES.get(name, name)
        if name in self.p:
            self.p[name] = value
        elif name not in _WITHOUT_EFFECT:
            raise AttributeError(f"{type(self).__name__}.set() got an unexpected keyword argument {name!r}")

    update = lambda self, props: self.set(**props)

    def __getattr__(self, name):
        head, _, key = name.partition("_")
        if head in ("set", "get") and "p" in self.__dict__:
            key = _ALIASES.get(key, key)
            if key in self.p or key in _WITHOUT_EFFECT:
                if head == "get":
                    return lambda: self.p.get(key)
                return lambda value=None: self.put(key, value)
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    @property
    def zorder(self):
        return self.p["zorder"]

    def get_figure(self):
        return self.figure

    def remove(self):
        owner = self.axes or self.figure
        owner.children.remove(self)

    def place(self, ax):
        """How x and how y become points on the page."""
        frame = getattr(self.p["transform"], "kind", "data")
        return ax.mapping(frame)

    def bounds(self, ax):
        """The numbers along x and along y that the axes should show."""
        return [], []

    def stickies(self):
        """Edges at which the axes get no margin."""
        return (), ()

    def legend_points(self, ax):
        return []

    def is_data(self):
        return self.p["transform"] is None or getattr(self.p["transform"], "kind", "data") == "data"


class Line2D(Artist):
    defaults = {"color": None, "linewidth": None, "linestyle": None, "marker": None, "markersize": None,
                "markeredgecolor": None, "markerfacecolor": None, "markeredgewidth": 1.0, "drawstyle": "default",
                "zorder": 2, "solid_capstyle": "projecting", "dash_capstyle": "butt", "fillstyle": "full",
                "markevery": None, "dashes": None}

    def __init__(self, xdata, ydata, **kwargs):
        super().__init__(**kwargs)
        self.set_data(xdata, ydata)
        if self.p["linestyle"] is None:
            self.p["linestyle"] = rcParams["lines.linestyle"]
        if self.p["linewidth"] is None:
            self.p["linewidth"] = rcParams["lines.linewidth"]
        dashes_of(self.p["linestyle"], 1)
        if self.p["marker"] not in (None, "None", "none", "", " "):
            marker_path(self.p["marker"], 1)

    def set_data(self, x, y=None):
        if y is None:
            x, y = x
        self.x, self.y = list(numbers(x)), list(numbers(y))

    def set_xdata(self, x):
        self.x = list(numbers(x))

    def set_ydata(self, y):
        self.y = list(numbers(y))

    def get_xdata(self, orig=True):
        import numpy as np
        return np.asarray(self.x)

    def get_ydata(self, orig=True):
        import numpy as np
        return np.asarray(self.y)

    def get_data(self, orig=True):
        return self.get_xdata(), self.get_ydata()

    def get_xydata(self):
        import numpy as np
        return np.column_stack([self.get_xdata(), self.get_ydata()])

    def bounds(self, ax):
        frame = getattr(self.p["transform"], "kind", "data")
        return self.x if frame in ("data", "xaxis") else [], self.y if frame in ("data", "yaxis") else []

    def legend_points(self, ax):
        tx, ty = self.place(ax)
        return [(tx(x), ty(y)) for x, y in zip(self.x, self.y) if x == x and y == y]

    def has_marker(self):
        return self.p["marker"] not in (None, "None", "none", "", " ")

    def draw(self, ax, canvas, clip):
        tx, ty = self.place(ax)
        x, y = [tx(value) for value in self.x], [ty(value) for value in self.y]
        style = self.p["drawstyle"]
        self.stroke(canvas, clip, *_steps(x, y, style))
        self.marks(canvas, clip, x, y)

    def color(self):
        return to_rgba("C0" if self.p["color"] is None else self.p["color"], self.p["alpha"])

    def stroke(self, canvas, clip, x, y):
        p = self.p
        dashes = dashes_of(p["linestyle"], p["linewidth"])
        if p["dashes"]:
            dashes = [part * p["linewidth"] for part in p["dashes"]]
        if dashes is None or p["linewidth"] <= 0:
            return
        cap = p["dash_capstyle"] if dashes else p["solid_capstyle"]
        cap = {"projecting": "square"}.get(cap, cap)
        canvas.line(clip, x, y, self.color(), p["linewidth"], dashes, cap)

    def marks(self, canvas, clip, x, y):
        if not self.has_marker():
            return
        p = self.p
        codes, points, filled = marker_path(p["marker"], rcParams["lines.markersize"] if p["markersize"] is None
                                            else p["markersize"])
        base = self.color()

        def paint(value):
            if value in (None, "auto"):
                return base
            return None if value == "none" else to_rgba(value, p["alpha"])
        edge = paint(p["markeredgecolor"])
        face = paint(p["markerfacecolor"]) if filled and p["fillstyle"] != "none" else None
        every = p["markevery"] or 1
        start, step = every if isinstance(every, tuple) else (0, every)
        places = [part for a, b in list(zip(x, y))[start::step] if is_finite(a) and is_finite(b) for part in (a, b)]
        join = "miter" if p["marker"] in "sDd^v<>*" else "round"
        canvas.marks(clip, codes, points, places, face, edge, p["markeredgewidth"], join)


def is_finite(value):
    return value - value == 0


def _steps(x, y, style):
    if style in ("default", None) or len(x) < 2:
        return x, y
    out_x, out_y = [x[0]], [y[0]]
    for i in range(1, len(x)):
        if style in ("steps", "steps-pre"):
            out_x += [x[i - 1], x[i]]
            out_y += [y[i], y[i]]
        elif style == "steps-post":
            out_x += [x[i], x[i]]
            out_y += [y[i - 1], y[i]]
        else:
            middle = (x[i - 1] + x[i]) / 2
            out_x += [middle, middle, x[i]]
            out_y += [y[i - 1], y[i], y[i]]
    return out_x, out_y


class Patch(Artist):
    defaults = {"facecolor": None, "edgecolor": None, "color": None, "linewidth": None, "linestyle": "-",
                "hatch": None, "fill": True, "zorder": 1, "joinstyle": "miter", "capstyle": "butt"}
    sticky_x = sticky_y = ()

    def paint(self):
        p = self.p
        both = p["color"]
        face = both if both is not None else "C0" if p["facecolor"] is None else p["facecolor"]
        edge = both if both is not None else p["edgecolor"]
        face = None if not p["fill"] or isinstance(face, str) and face == "none" else to_rgba(face, p["alpha"])
        if edge is None and not p["fill"]:
            edge = "black"
        edge = None if edge is None or isinstance(edge, str) and edge == "none" else to_rgba(edge, p["alpha"])
        width = 1.0 if p["linewidth"] is None else p["linewidth"]
        return face, edge, width, dashes_of(p["linestyle"], width) or []

    def get_facecolor(self):
        return self.paint()[0] or (0.0, 0.0, 0.0, 0.0)

    def get_edgecolor(self):
        return self.paint()[1] or (0.0, 0.0, 0.0, 0.0)

    def points(self):
        raise NotImplementedError

    def stickies(self):
        return self.sticky_x, self.sticky_y

    def bounds(self, ax):
        if not self.is_data():
            return [], []
        codes, points = self.points()
        return points[0::2], points[1::2]

    def draw(self, ax, canvas, clip):
        tx, ty = self.place(ax)
        codes, points = self.points()
        mapped = [ty(value) if i % 2 else tx(value) for i, value in enumerate(points)]
        face, edge, width, dashes = self.paint()
        if self.p["hatch"]:
            raise NotImplementedError("nbrun does not draw hatches")
        canvas.path(clip, codes, mapped, face, edge, width, dashes, "butt", self.p["joinstyle"])


class Rectangle(Patch):
    def __init__(self, xy, width, height, *, angle=0.0, **kwargs):
        super().__init__(**kwargs)
        self.xy, self.width, self.height, self.angle = tuple(map(float, xy)), float(width), float(height), angle

    def points(self):
        x, y = self.xy
        corners = [(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)]
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return "MLLLZ", [part for a, b in corners for part in (x + a * cos - b * sin, y + a * sin + b * cos)]

    def get_x(self):
        return self.xy[0]

    def get_y(self):
        return self.xy[1]

    def get_xy(self):
        return self.xy

    def get_width(self):
        return self.width

    def get_height(self):
        return self.height

    def set_height(self, height):
        self.height = height

    def set_width(self, width):
        self.width = width

    def legend_points(self, ax):
        return []


class Polygon(Patch):
    def __init__(self, xy, *, closed=True, **kwargs):
        super().__init__(**kwargs)
        self.xy, self.closed = [tuple(point) for point in numbers(xy)], closed

    def points(self):
        codes = "M" + "L" * (len(self.xy) - 1) + ("Z" if self.closed else "")
        return codes, [float(part) for point in self.xy for part in point]


class Ellipse(Patch):
    def __init__(self, xy, width, height, *, angle=0.0, **kwargs):
        super().__init__(**kwargs)
        self.center, self.width, self.height, self.angle = tuple(xy), width, height, angle

    def points(self):
        codes, points = circle_path(0.0, 0.0, self.width / 2, self.height / 2)
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        (x, y), pairs = self.center, zip(points[0::2], points[1::2])
        return codes, [part for a, b in pairs for part in (x + a * cos - b * sin, y + a * sin + b * cos)]


class Circle(Ellipse):
    def __init__(self, xy, radius=5, **kwargs):
        super().__init__(xy, 2 * radius, 2 * radius, **kwargs)
        self.radius = radius


class Wedge(Patch):
    def __init__(self, center, r, theta1, theta2, *, width=None, **kwargs):
        super().__init__(**kwargs)
        self.center, self.r, self.theta1, self.theta2, self.inner = center, r, theta1, theta2, width

    def points(self):
        (x, y), count = self.center, max(2, int(abs(self.theta2 - self.theta1) / 4) + 2)
        angles = [math.radians(self.theta1 + (self.theta2 - self.theta1) * i / (count - 1)) for i in range(count)]
        outline = [(x + self.r * math.cos(a), y + self.r * math.sin(a)) for a in angles]
        if self.inner is None:
            outline.append((x, y))
        else:
            r = self.r - self.inner
            outline += [(x + r * math.cos(a), y + r * math.sin(a)) for a in reversed(angles)]
        return "M" + "L" * (len(outline) - 1) + "Z", [part for point in outline for part in point]


class PathCollection(ScalarMappable, Artist):
    """The points of a scatter plot."""

    defaults = {"facecolor": None, "edgecolor": None, "linewidth": None, "linestyle": "-", "zorder": 1, "hatch": None}

    def __init__(self, offsets, sizes, marker, colors, **kwargs):
        cmap, norm = kwargs.pop("cmap", None), kwargs.pop("norm", None)
        ScalarMappable.__init__(self, norm, cmap)
        Artist.__init__(self, **kwargs)
        self.offsets, self.sizes, self.marker, self.colors = offsets, sizes, marker, colors

    def get_offsets(self):
        import numpy as np
        return np.array(self.offsets)

    def set_offsets(self, offsets):
        self.offsets = [tuple(pair) for pair in numbers(offsets)]

    def set_sizes(self, sizes):
        self.sizes = numbers(sizes)

    def set_facecolor(self, c):
        self.colors, self._array = rgba_list(c, self.p["alpha"]), None

    set_color = set_facecolor

    def face_colors(self):
        if self._array is not None:
            color = self.color_function(self.p["alpha"])
            return [color(value) for value in self._array]
        return self.colors

    def get_facecolor(self):
        import numpy as np
        return np.array(self.face_colors())

    def bounds(self, ax):
        if not self.is_data():
            return [], []
        return [x for x, _ in self.offsets], [y for _, y in self.offsets]

    def legend_points(self, ax):
        tx, ty = self.place(ax)
        return [(tx(x), ty(y)) for x, y in self.offsets if x == x and y == y]

    def edge_of(self, face):
        edge = self.p["edgecolor"]
        if edge in (None, "face") if isinstance(edge, (str, type(None))) else False:
            return face
        return None if isinstance(edge, str) and edge == "none" else rgba_list(edge, self.p["alpha"])[0]

    def draw(self, ax, canvas, clip):
        tx, ty = self.place(ax)
        colors, width = self.face_colors(), self.p["linewidth"]
        width = 1.5 if width is None and self.marker in "+x|_1234" else 1.0 if width is None else numbers(width)
        width = width[0] if isinstance(width, list) else width
        groups = {}
        for i, (x, y) in enumerate(self.offsets):
            a, b = tx(x), ty(y)
            if not (is_finite(a) and is_finite(b)):
                continue
            color = colors[i % len(colors)] if colors else None
            groups.setdefault((color, self.sizes[i % len(self.sizes)]), []).extend((a, b))
        for (color, size), places in groups.items():
            codes, points, filled = marker_path(self.marker, math.sqrt(max(size, 0)))
            edge = self.edge_of(color) if filled else color
            canvas.marks(clip, codes, points, places, color if filled else None, edge, width, "round")

    def legend_elements(self, prop="colors", num="auto", fmt=None, func=lambda x: x, **kwargs):
        values = sorted(set(self._array or []))
        if num != "auto" and num is not None and len(values) > num or len(values) > 9:
            from matplotlib.ticker import MaxNLocator
            count = 9 if num in ("auto", None) else num
            ticks = MaxNLocator(nbins=count, min_n_ticks=count - 1, steps=[1, 2, 2.5, 3, 5, 6, 8, 10]).tick_values(
                min(values), max(values))
            values = [v for v in ticks if values[0] <= v <= values[-1]]
        color = self.color_function()
        handles = [Line2D([0], [0], linestyle="", marker=self.marker, color=color(v), markersize=6) for v in values]
        return handles, [r"$\mathdefault{%g}$" % func(v) for v in values]


class PolyCollection(Artist):
    """Filled areas, such as those of `fill_between`."""

    defaults = {"facecolor": None, "edgecolor": None, "color": None, "linewidth": None, "linestyle": "-", "zorder": 1,
                "hatch": None, "interpolate": False, "step": None}

    def __init__(self, polygons, **kwargs):
        super().__init__(**kwargs)
        self.polygons = polygons

    paint = Patch.paint
    p_fill = True

    def bounds(self, ax):
        flat = [point for polygon in self.polygons for point in polygon]
        return [x for x, _ in flat], [y for _, y in flat]

    def draw(self, ax, canvas, clip):
        self.p.setdefault("fill", True)
        tx, ty = self.place(ax)
        face, edge, width, dashes = self.paint()
        for polygon in self.polygons:
            points = [part for x, y in polygon for part in (tx(x), ty(y))]
            canvas.path(clip, "M" + "L" * (len(polygon) - 1) + "Z", points, face, edge, width, dashes, "butt", "miter")


class LineCollection(ScalarMappable, Artist):
    """Many lines, with colours each."""

    defaults = {"color": None, "linewidth": None, "linestyle": "-", "zorder": 2, "capstyle": None}

    def __init__(self, segments, *, cmap=None, norm=None, **kwargs):
        ScalarMappable.__init__(self, norm, cmap)
        Artist.__init__(self, **kwargs)
        self.segments = [[tuple(point) for point in segment] for segment in numbers(segments)]

    def set_segments(self, segments):
        self.segments = [[tuple(point) for point in segment] for segment in numbers(segments)]

    def bounds(self, ax):
        if not self.is_data():
            return Line2D.bounds(self, ax) if hasattr(self, "x") else ([], [])
        flat = [point for segment in self.segments for point in segment]
        return [x for x, _ in flat], [y for _, y in flat]

    def draw(self, ax, canvas, clip):
        tx, ty = self.place(ax)
        if self._array is not None:
            color = self.color_function(self.p["alpha"])
            colors = [color(value) for value in numbers(self._array)]
        else:
            colors = rgba_list("C0" if self.p["color"] is None else self.p["color"], self.p["alpha"])
        widths = numbers(rcParams["lines.linewidth"] if self.p["linewidth"] is None else self.p["linewidth"])
        widths = widths if isinstance(widths, list) else [widths]
        styles = self.p["linestyle"] if isinstance(self.p["linestyle"], list) else [self.p["linestyle"]]
        for i, segment in enumerate(self.segments):
            width = widths[i % len(widths)]
            dashes = dashes_of(styles[i % len(styles)], width)
            if dashes is not None:
                canvas.line(clip, [tx(x) for x, _ in segment], [ty(y) for _, y in segment], colors[i % len(colors)],
                            width, dashes, "butt")


class AxesImage(ScalarMappable, Artist):
    defaults = {"interpolation": None, "zorder": 0, "resample": None}

    def __init__(self, data, extent, origin, norm, cmap, **kwargs):
        ScalarMappable.__init__(self, norm, cmap)
        Artist.__init__(self, **kwargs)
        self.extent, self.origin = extent, origin
        self.set_data(data)

    def set_data(self, data):
        rows = numbers(data)
        if not isinstance(rows, list) or not rows or not isinstance(rows[0], list) or not rows[0]:
            raise TypeError("Image data can not convert to a picture: it needs rows and columns")
        if isinstance(rows[0][0], list) and len(rows[0][0]) == 1:
            rows = [[pixel[0] for pixel in row] for row in rows]
        if isinstance(rows[0][0], list) and len(rows[0][0]) not in (3, 4):
            shape = (len(rows), len(rows[0]), len(rows[0][0]))
            raise TypeError(f"Invalid shape {shape} for image data")
        self._array = rows

    def get_extent(self):
        return self.extent

    def bounds(self, ax):
        return list(self.extent[:2]), list(self.extent[2:])

    def stickies(self):
        return tuple(self.extent[:2]), tuple(self.extent[2:])

    def pixels(self):
        rows, data = self._array, bytearray()
        if isinstance(rows[0][0], list):
            is_whole = isinstance(rows[0][0][0], int)
            limit, factor, opacity = (255, 1, 255) if is_whole else (1.0, 255.0, 1.0)
            alpha = self.p["alpha"]
            for row in rows:
                for pixel in row:
                    parts = [int(min(max(part, 0), limit) * factor) for part in pixel[:3]]
                    last = pixel[3] if len(pixel) == 4 else opacity
                    data += bytes(parts + [int(last * factor if alpha is None else alpha * 255)])
            return bytes(data)
        color = self.color_function(self.p["alpha"])
        known = {}
        for row in rows:
            for value in row:
                value = float(value)
                found = known.get(value)
                if found is None:
                    found = bytes([int(part * 255 + 0.5) for part in color(value)])
                    if value == value and len(known) < 65536:
                        known[value] = found
                data += found
        return bytes(data)

    def draw(self, ax, canvas, clip):
        tx, ty = self.place(ax)
        left, right, bottom, top = self.extent
        x0, x1, y0, y1 = tx(left), tx(right), ty(bottom), ty(top)
        rows, columns = len(self._array), len(self._array[0])
        data, stride = self.pixels(), 4 * columns
        lines = [data[i * stride:(i + 1) * stride] for i in range(rows)]
        # The first row is drawn at the top of the extent if the origin is there.
        if (y1 > y0) != (self.origin == "upper"):
            lines.reverse()
        if x1 < x0:
            lines = [b"".join(line[i:i + 4] for i in range(stride - 4, -1, -4)) for line in lines]
        kind = self.p["interpolation"] or rcParams["image.interpolation"]
        smooth = kind not in ("nearest", "none", "auto", "antialiased") or (
            kind in ("auto", "antialiased") and abs(x1 - x0) * 100 / 72 < 1.0 * columns)
        canvas.image(clip, (min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)), columns, rows, b"".join(lines), smooth)


class Text(Artist):
    defaults = {"text": "", "position": (0, 0), "color": None, "fontsize": None, "fontweight": "normal", "rotation": 0,
                "horizontalalignment": "left", "verticalalignment": "baseline", "bbox": None, "zorder": 3,
                "rotation_mode": None, "linespacing": 1.2, "multialignment": None, "backgroundcolor": None,
                "clip_on": False, "pad": None, "loc": None, "y": None, "x": None}

    def __init__(self, x=0, y=0, text="", **kwargs):
        super().__init__(**kwargs)
        self.p["position"], self.p["text"] = (x, y), str(text)

    def get_text(self):
        return self.p["text"]

    def set_text(self, s):
        self.p["text"] = "" if s is None else str(s)

    def __repr__(self):
        x, y = self.p["position"]
        return f"Text({x!r}, {y!r}, {self.p['text']!r})"

    def block(self):
        return Block(self.p["text"], font_size(self.p["fontsize"]), self.is_bold(), self.p["linespacing"])

    def is_bold(self):
        weight = self.p["fontweight"]
        return weight in ("bold", "heavy", "semibold", "demibold", "black") or not isinstance(weight, str) and weight >= 600

    def draw(self, ax, canvas, clip):
        tx, ty = self.place(ax)
        x, y = self.p["position"]
        x, y = ax.unit(0, x), ax.unit(1, y)
        self.draw_at(canvas, clip, tx(x), ty(y))

    def draw_at(self, canvas, clip, x, y):
        p = self.p
        if p["text"] == "" or not (is_finite(x) and is_finite(y)):
            return
        turn = {"vertical": 90, "horizontal": 0, None: 0}.get(p["rotation"], p["rotation"])
        box = p["bbox"]
        if p["backgroundcolor"] is not None:
            box = {"facecolor": p["backgroundcolor"], "edgecolor": "none", "pad": 2}
        canvas.text(clip, x, y, self.block(), to_rgba(rcParams["text.color"] if p["color"] is None else p["color"],
                    p["alpha"]), p["horizontalalignment"], p["verticalalignment"], turn,
                    p["multialignment"], box, p["rotation_mode"] == "anchor")


class Annotation(Text):
    defaults = {**Text.defaults, "zorder": 3}

    def __init__(self, text, xy, xytext=None, xycoords="data", textcoords=None, arrowprops=None, **kwargs):
        kwargs.pop("annotation_clip", None)
        super().__init__(0, 0, text, **kwargs)
        self.xy, self.arrow = xy, arrowprops
        self.xytext = xy if xytext is None else xytext
        self.frames = xycoords, xycoords if textcoords is None else textcoords

    def _point(self, ax, frame, xy, start):
        x, y = ax.unit(0, xy[0]), ax.unit(1, xy[1])
        if frame in ("offset points", "offset pixels"):
            factor = 1.0 if frame == "offset points" else 0.72
            return start[0] + x * factor, start[1] + y * factor
        kinds = {"data": "data", "axes fraction": "axes", "figure fraction": "figure", "axes": "axes"}
        kind = getattr(frame, "kind", None) or kinds.get(frame)
        if kind is None:
            raise ValueError(f"{frame!r} is not a valid coordinate")
        tx, ty = ax.mapping(kind)
        return tx(x), ty(y)

    def draw(self, ax, canvas, clip):
        start = self._point(ax, self.frames[0], self.xy, None)
        x, y = self._point(ax, self.frames[1], self.xytext, start)
        if self.arrow is not None and (x, y) != start:
            self._draw_arrow(canvas, clip, x, y, *start)
        self.draw_at(canvas, clip, x, y)

    def _draw_arrow(self, canvas, clip, x, y, to_x, to_y):
        block, options = self.block(), dict(self.arrow)
        anchors = {"left": block.width / 2, "right": -block.width / 2, "center": 0}
        if self.p["text"]:
            x += anchors.get(self.p["horizontalalignment"], 0)
            y += {"top": -block.height / 2, "bottom": block.height / 2, "center": 0}.get(
                self.p["verticalalignment"], block.ascent / 2)
        color = to_rgba(options.get("color", options.get("ec", options.get("edgecolor", options.get("fc", "black")))),
                        options.get("alpha"))
        style = options.get("arrowstyle")
        width = options.get("lw", options.get("linewidth", 1.0))
        length = math.hypot(to_x - x, to_y - y) or 1.0
        ux, uy = (to_x - x) / length, (to_y - y) / length
        clear = 0.0
        if self.p["text"]:
            clear = min(block.width / 2 / abs(ux) if ux else 1e9, block.height / 2 / abs(uy) if uy else 1e9) + 2
        short = 2.0 if style else 100 * options.get("shrink", 0) * 0
        x, y, to_x, to_y = x + ux * clear, y + uy * clear, to_x - ux * short, to_y - uy * short
        if clear + short >= length:
            return
        if style is None:
            body, head, size = options.get("width", 4) / 2, options.get("headwidth", 12) / 2, options.get("headlength", 12)
            bx, by = to_x - ux * size, to_y - uy * size
            outline = [x - uy * body, y + ux * body, bx - uy * body, by + ux * body, bx - uy * head, by + ux * head, to_x,
                       to_y, bx + uy * head, by - ux * head, bx + uy * body, by - ux * body, x + uy * body, y - ux * body]
            face = to_rgba(options.get("facecolor", options.get("fc", options.get("color", "C0"))))
            canvas.path(clip, "MLLLLLLZ", outline, face, color, width, [], "butt", "miter")
            return
        name = style.split(",")[0]
        if name not in ("-", "->", "<-", "<->", "-|>", "<|-", "<|-|>", "simple", "fancy", "wedge"):
            raise ValueError(f"Unknown arrowstyle: {style!r}")
        canvas.path(clip, "ML", [x, y, to_x, to_y], None, color, width, [], "round", "round")
        for is_there, ax_, ay_, vx, vy in ((name.endswith(">") or name.isalpha(), to_x, to_y, ux, uy),
                                           (name.startswith("<"), x, y, -ux, -uy)):
            if is_there:
                wings = [ax_ - vx * 4 - vy * 2, ay_ - vy * 4 + vx * 2, ax_, ay_, ax_ - vx * 4 + vy * 2, ay_ - vy * 4 - vx * 2]
                solid = "|" in name or name.isalpha()
                canvas.path(clip, "MLLZ" if solid else "MLL", wings, color if solid else None, color, width, [],
                            "round", "miter")
