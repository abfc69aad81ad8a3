"""A plot: two axes and what is drawn between them."""
import math

from matplotlib import font_size, rcParams
from matplotlib import artist as art
from matplotlib._plots import Plots
from matplotlib._text import Block, plain
from matplotlib.artist import Text
from matplotlib.axis import Axis
from matplotlib.colors import to_rgba
from matplotlib.legend import Legend


class Frame:
    """Which coordinates an artist is given in: `ax.transAxes` and its like."""

    def __init__(self, kind):
        self.kind = kind

    def __add__(self, other):
        return self


class Spine(art.Artist):
    defaults = {"color": None, "linewidth": 0.8, "linestyle": "-", "edgecolor": None, "position": None, "bounds": None,
                "zorder": 2.5}


class _Spines(dict):
    def __getattr__(self, name):
        if name in self:
            return self[name]
        if name.startswith("set_"):
            return lambda *args, **kwargs: [getattr(spine, name)(*args, **kwargs) for spine in self.values()]
        raise AttributeError(name)

    def __getitem__(self, key):
        if isinstance(key, slice):
            return _Spines(self)
        if isinstance(key, (list, tuple)):
            return _Spines({name: dict.__getitem__(self, name) for name in key})
        return dict.__getitem__(self, key)


class Axes(Plots):
    name = "rectilinear"

    def __init__(self, figure, position, sharex=None, sharey=None, **kwargs):
        self.figure, self.place_of, self.fixed = figure, position, None
        self.children, self.cycle = [], {"line": 0, "patch": 0}
        self.shared = [sharex.shared[0] if sharex else [self], sharey.shared[1] if sharey else [self]]
        for group in self.shared:
            if self not in group:
                group.append(self)
        self.xaxis, self.yaxis = Axis(self, 0), Axis(self, 1)
        for axis, other in ((self.xaxis, sharex and sharex.xaxis), (self.yaxis, sharey and sharey.yaxis)):
            if other:
                axis.set_scale(other.scale)
                axis.categories = other.categories
        self.aspect, self.adjustable, self.is_on = "auto", "box", True
        self.titles = {"center": Text(), "left": Text(), "right": Text()}
        self.titlepad = 6.0
        self.facecolor, self.legend_, self.extra_legends = rcParams["axes.facecolor"], None, []
        self.label = kwargs.pop("label", "")
        self.twin = None
        self.zorder = 0
        self.axisbelow = rcParams["axes.axisbelow"]
        self.spines = _Spines({side: Spine(linewidth=rcParams["axes.linewidth"], visible=rcParams["axes.spines." + side])
                               for side in ("left", "right", "bottom", "top")})
        self.transData, self.transAxes = Frame("data"), Frame("axes")
        self.box = None
        if rcParams["axes.grid"]:
            self.grid(True)
        self.set(**kwargs)

    def __repr__(self):
        parts = []
        title = self.titles["center"].get_text()
        if title:
            parts.append(f"title={{'center': {title!r}}}")
        parts += [f"{name}={text!r}" for name, text in (("xlabel", self.get_xlabel()), ("ylabel", self.get_ylabel())) if text]
        return f"<Axes: {', '.join(parts)}>"

    def _axis(self, index):
        return self.yaxis if index else self.xaxis

    def set(self, **kwargs):
        for name, value in kwargs.items():
            setter = getattr(self, "set_" + name, None)
            if setter is None:
                raise AttributeError(f"Axes.set() got an unexpected keyword argument {name!r}")
            setter(value)

    def __getattr__(self, name):
        if name == "transFigure":
            return Frame("figure")
        raise AttributeError(f"'Axes' object has no attribute '{name}', or nbrun does not support it")

    # Data and places

    def unit(self, index, value):
        """A number for a place along an axis, which may be a category."""
        return self._axis(index).categorize([value])[0] if isinstance(value, str) else float(value)

    def units(self, index, values):
        """Numbers for places along an axis, which may be categories."""
        from matplotlib.colors import numbers
        values = numbers(values)
        if not isinstance(values, list):
            values = [values]
        if any(isinstance(value, str) for value in values):
            return self._axis(index).categorize(values)
        try:
            return [math.nan if value is None else float(value) for value in values]
        except TypeError:
            kind = type(next((v for v in values if not isinstance(v, (int, float))), None)).__name__
            raise TypeError(f"nbrun cannot plot values of type {kind}") from None

    def data(self, index):
        return [value for child in self.children for value in child.bounds(self)[index]]

    def rectangle(self):
        """The box of the data in points from the lower left corner of the figure."""
        if self.box is not None:
            return self.box
        left, bottom, width, height = self.figure.cell(self)
        if self.aspect == "auto":
            return left, bottom, width, height
        (x0, x1), (y0, y1) = self.xaxis.get_view_interval(), self.yaxis.get_view_interval()
        spans = abs(self.xaxis.forward(x1) - self.xaxis.forward(x0)), abs(self.yaxis.forward(y1) - self.yaxis.forward(y0))
        ratio = (1.0 if self.aspect == "equal" else float(self.aspect)) * spans[1] / spans[0]
        if self.adjustable == "datalim":
            return left, bottom, width, height
        if height / width > ratio:
            wanted = width * ratio
            return left, bottom + (height - wanted) / 2, width, wanted
        wanted = height / ratio
        return left + (width - wanted) / 2, bottom, wanted, height

    def size(self):
        return self.rectangle()[2:]

    def mapping(self, frame):
        """How x and y in a frame of reference become points."""
        x0, y0, width, height = self.rectangle()
        if frame == "figure":
            w, h = self.figure.points()
            return (lambda x: x * w), (lambda y: y * h)

        def axes_part(start, length):
            return lambda value: start + value * length

        def data_part(axis, start, length):
            low, high = axis.get_view_interval()
            a, b = axis.forward(low), axis.forward(high)
            factor = length / (b - a)
            if axis.scale == "linear":
                return lambda value: start + (value - a) * factor
            forward = axis.forward
            return lambda value: start + (forward(value) - a) * factor
        x = (data_part(self.xaxis, x0, width) if frame in ("data", "xaxis") else axes_part(x0, width))
        y = (data_part(self.yaxis, y0, height) if frame in ("data", "yaxis") else axes_part(y0, height))
        return x, y

    def add(self, child):
        child.axes, child.figure = self, self.figure
        self.children.append(child)
        self.figure.current = self
        return child

    def add_patch(self, p):
        return self.add(p)

    def add_line(self, line):
        return self.add(line)

    def add_artist(self, a):
        if isinstance(a, Legend):
            self.extra_legends.append(a)
            return a
        return self.add(a)

    def add_collection(self, collection, autolim=True):
        return self.add(collection)

    @property
    def lines(self):
        return [child for child in self.children if isinstance(child, art.Line2D)]

    @property
    def patches(self):
        return [child for child in self.children if isinstance(child, art.Patch)]

    @property
    def texts(self):
        return [child for child in self.children if isinstance(child, Text)]

    @property
    def images(self):
        return [child for child in self.children if isinstance(child, art.AxesImage)]

    @property
    def collections(self):
        return [child for child in self.children if isinstance(child, (art.PathCollection, art.PolyCollection,
                                                                      art.LineCollection))]

    def get_lines(self):
        return self.lines

    def get_children(self):
        return list(self.children)

    def get_figure(self):
        return self.figure

    def get_position(self):
        from matplotlib.figure import Box
        x, y, w, h = self.figure.cell(self)
        width, height = self.figure.points()
        return Box(x / width, y / height, w / width, h / height)

    def set_position(self, pos, which="both"):
        self.fixed = tuple(getattr(pos, "bounds", pos))

    def get_xaxis_transform(self):
        return Frame("xaxis")

    def get_yaxis_transform(self):
        return Frame("yaxis")

    # Settings

    def clear(self):
        figure, place, shared = self.figure, self.place_of, self.shared
        for group in shared:
            group.remove(self)
        share = [next((ax for ax in group), None) for group in shared]
        fixed = self.fixed
        self.__init__(figure, place, sharex=share[0], sharey=share[1])
        self.fixed = fixed

    cla = clear

    def remove(self):
        self.figure.axes.remove(self)

    def set_title(self, label, fontdict=None, loc="center", pad=None, *, y=None, **kwargs):
        if loc not in self.titles:
            raise ValueError(f"{loc!r} is not a valid value for loc. Supported values are 'left', 'center', 'right'")
        title = self.titles[loc]
        title.set_text(label)
        title.set(**{**(fontdict or {}), **kwargs})
        if pad is not None:
            self.titlepad = pad
        title.p["y"] = y
        return title

    def get_title(self, loc="center"):
        return self.titles[loc].get_text()

    @property
    def title(self):
        return self.titles["center"]

    def set_aspect(self, aspect, adjustable=None, **kwargs):
        self.aspect = {"equal": "equal", "auto": "auto"}.get(aspect, aspect)
        if adjustable:
            self.adjustable = adjustable

    def get_aspect(self):
        return self.aspect

    def set_box_aspect(self, aspect=None):
        raise NotImplementedError("nbrun does not support set_box_aspect")

    def set_axis_off(self):
        self.is_on = False

    def set_axis_on(self):
        self.is_on = True

    def axis(self, arg=None, /, **kwargs):
        if arg is False or arg == "off":
            self.is_on = False
        elif arg is True or arg == "on":
            self.is_on = True
        elif arg in ("equal", "scaled", "image", "square"):
            self.aspect = "equal"
            if arg == "equal":
                self.adjustable = "datalim"
                self._widen()
            if arg == "image":
                self.margins(0)
        elif arg == "tight":
            self.margins(0)
        elif arg == "auto":
            self.aspect = "auto"
            self.autoscale()
        elif isinstance(arg, str):
            raise ValueError(f"Unrecognized string {arg!r} to axis; try 'on' or 'off'")
        elif arg is not None:
            self.set_xlim(arg[0], arg[1])
            self.set_ylim(arg[2], arg[3])
        for name, axis, place in (("xmin", self.xaxis, 0), ("xmax", self.xaxis, 1), ("ymin", self.yaxis, 0),
                                  ("ymax", self.yaxis, 1)):
            if name in kwargs:
                axis.set_limits(*((kwargs[name], None) if place == 0 else (None, kwargs[name])))
        return (*self.get_xlim(), *self.get_ylim())

    def _widen(self):
        """Widens the limits of one axis so that both have the same unit."""
        (x0, x1), (y0, y1) = self.get_xlim(), self.get_ylim()
        _, _, width, height = self.figure.cell(self)
        unit = max((x1 - x0) / width, (y1 - y0) / height)
        for axis, low, high, length in ((self.xaxis, x0, x1, width), (self.yaxis, y0, y1, height)):
            extra = (unit * length - (high - low)) / 2
            if extra > 1e-12 * abs(high - low):
                axis.set_limits(low - extra, high + extra)

    def autoscale(self, enable=True, axis="both", tight=None):
        for one, name in ((self.xaxis, "x"), (self.yaxis, "y")):
            if axis in (name, "both"):
                one.limits = None if enable else one.get_view_interval()
                if tight:
                    one.margin = 0

    def autoscale_view(self, tight=None, scalex=True, scaley=True):
        pass

    def relim(self, visible_only=False):
        pass

    def margins(self, *margins, x=None, y=None, tight=True):
        if margins:
            x, y = margins if len(margins) == 2 else margins * 2
        if x is not None:
            self.xaxis.margin = x
        if y is not None:
            self.yaxis.margin = y

    def invert_xaxis(self):
        self.xaxis.set_inverted(not self.xaxis.is_inverted)

    def invert_yaxis(self):
        self.yaxis.set_inverted(not self.yaxis.is_inverted)

    def grid(self, visible=None, which="major", axis="both", **kwargs):
        for one, name in ((self.xaxis, "x"), (self.yaxis, "y")):
            if axis in (name, "both"):
                one.grid(visible, which, **kwargs)

    def tick_params(self, axis="both", **kwargs):
        sides = {0: ("bottom", "top", "labelbottom", "labeltop"), 1: ("left", "right", "labelleft", "labelright")}
        for one, name in ((self.xaxis, "x"), (self.yaxis, "y")):
            if axis in (name, "both"):
                others = sides[1 - one.index]
                one.set_tick_params(**{key: value for key, value in kwargs.items() if key not in others})

    def minorticks_on(self):
        from matplotlib.ticker import AutoMinorLocator
        for axis in (self.xaxis, self.yaxis):
            if axis.scale == "linear":
                axis.set_minor_locator(AutoMinorLocator())

    def minorticks_off(self):
        from matplotlib.ticker import NullLocator
        for axis in (self.xaxis, self.yaxis):
            axis.set_minor_locator(NullLocator())

    def ticklabel_format(self, *, axis="both", style=None, scilimits=None, useOffset=None, useMathText=None, **kwargs):
        for one, name in ((self.xaxis, "x"), (self.yaxis, "y")):
            if axis in (name, "both"):
                formatter = one.major.formatter
                if style is not None:
                    formatter.set_scientific(style in ("sci", "scientific"))
                if scilimits is not None:
                    formatter.set_powerlimits(scilimits)
                if useOffset is not None:
                    formatter.set_useOffset(useOffset)
                if useMathText is not None:
                    formatter.set_useMathText(useMathText)

    def locator_params(self, axis="both", tight=None, **kwargs):
        for one, name in ((self.xaxis, "x"), (self.yaxis, "y")):
            if axis in (name, "both"):
                one.major.locator.set_params(**kwargs)

    def set_facecolor(self, color):
        self.facecolor = color

    def get_facecolor(self):
        return to_rgba(self.facecolor)

    def set_prop_cycle(self, *args, **kwargs):
        colors = kwargs.get("color") or (args[1] if len(args) == 2 else None)
        self.colors = list(colors) if colors else None

    colors = None

    def next_color(self, kind="line"):
        colors = self.colors or rcParams["axes.prop_cycle"]
        self.cycle[kind] += 1
        return colors[(self.cycle[kind] - 1) % len(colors)]

    def set_axisbelow(self, b):
        self.axisbelow = b

    def set_zorder(self, level):
        self.zorder = level

    def set_visible(self, b):
        self.is_visible = b

    is_visible = True

    def set_frame_on(self, b):
        for spine in self.spines.values():
            spine.set_visible(b)

    def label_outer(self):
        position = self.place_of
        if position and position[2] is not None:
            grid, rows, columns = position
            if rows[1] < grid.rows:
                self.xaxis.style["labels"] = False
                self.xaxis.label.set_text("")
            if columns[0] > 0:
                self.yaxis.style["labels"] = False
                self.yaxis.label.set_text("")

    def twinx(self):
        other = self.figure.add(Axes(self.figure, self.place_of, sharex=self))
        other.fixed, other.twin, other.facecolor = self.fixed, self, "none"
        other.yaxis.ticks_position = other.yaxis.label_position = "right"
        other.xaxis.visible = False
        return other

    def twiny(self):
        other = self.figure.add(Axes(self.figure, self.place_of, sharey=self))
        other.fixed, other.twin, other.facecolor = self.fixed, self, "none"
        other.xaxis.ticks_position = other.xaxis.label_position = "top"
        other.yaxis.visible = False
        return other

    def has_data(self):
        return bool(self.children)

    # Legends

    def get_legend_handles_labels(self):
        handles, labels = [], []
        for child in self.children:
            for handle in getattr(child, "legend_handles", lambda c=child: [c])():
                label = handle.p["label"] if hasattr(handle, "p") else handle.label
                if label and not str(label).startswith("_"):
                    handles.append(handle)
                    labels.append(label)
        # In the order of drawing, but what stands for several artists (bars, error bars) comes last.
        pairs = sorted(zip(handles, labels), key=lambda pair: getattr(pair[0], "stands_for_several", False))
        return [handle for handle, _ in pairs], [label for _, label in pairs]

    def legend(self, *args, handles=None, labels=None, **kwargs):
        if len(args) == 2:
            handles, labels = args
        elif len(args) == 1:
            labels = args[0]
            if labels and not isinstance(labels, str) and hasattr(labels[0], "draw"):
                handles, labels = labels, None
        if handles is None:
            found, known = self.get_legend_handles_labels()
            if labels is not None:
                found = [child for child in self.children if isinstance(child, (art.Line2D, art.PathCollection, art.Patch))]
            handles, labels = found, known if labels is None else labels
        if labels is None:
            labels = [handle.get_label() for handle in handles]
        if isinstance(labels, str):
            labels = [labels]
        if not labels:
            import warnings
            warnings.warn("No artists with labels found to put in legend.  Note that artists whose label start with an"
                          " underscore are ignored when legend() is called with no argument.", stacklevel=2)
        flat = []
        for handle in handles:
            flat.append(handle[0] if isinstance(handle, list) else handle)
        self.legend_ = Legend(self, flat[:len(labels)], list(labels)[:len(flat)], **kwargs)
        self.legend_.axes = self
        return self.legend_

    def get_legend(self):
        return self.legend_

    # Drawing

    def draw(self, canvas):
        if not self.is_visible:
            return
        self.box = None
        self.box = self.rectangle()
        try:
            self._draw(canvas)
        finally:
            self.box = None

    def _draw(self, canvas):
        x0, y0, width, height = self.box
        clip = canvas.clip(x0, y0, width, height)
        if self.is_on and self.facecolor != "none":
            canvas.path(None, "MLLLZ", [x0, y0, x0 + width, y0, x0 + width, y0 + height, x0, y0 + height],
                        to_rgba(self.facecolor), None)
        level = {"line": 1.5, True: 0.5, False: 2.5}[self.axisbelow]
        items = [(child.zorder, child) for child in self.children if child.p["visible"]]
        if self.is_on:
            items.append((level, None))
        reach = [0.0, 0.0]
        for _, child in sorted(items, key=lambda item: item[0]):
            if child is None:
                for axis in (self.xaxis, self.yaxis):
                    axis.draw_grid(canvas, clip)
                reach = [axis.draw_ticks(canvas) for axis in (self.xaxis, self.yaxis)]
            else:
                child.draw(self, canvas, clip if child.p["clip_on"] else None)
        top = 0.0
        if self.is_on:
            self._draw_spines(canvas)
            for axis, far in zip((self.xaxis, self.yaxis), reach):
                end = axis.draw_label(canvas, far)
                if axis.index == 0:
                    top = max(end if axis.label_position == "top" else 0, far if axis._is_far() else 0)
        for loc, title in self.titles.items():
            if title.get_text():
                size = font_size(title.p["fontsize"], rcParams["axes.titlesize"])
                block = Block(title.get_text(), size, title.is_bold())
                along = {"left": 0, "center": 0.5, "right": 1}[loc]
                y = y0 + height * (1 if title.p["y"] is None else title.p["y"]) + self.titlepad + top
                canvas.text(None, x0 + width * along, y, block, to_rgba(title.p["color"] or rcParams["text.color"],
                            title.p["alpha"]), loc, "baseline")
        for legend in [*self.extra_legends, self.legend_]:
            if legend is not None and legend.p["visible"]:
                legend.draw(self, canvas, None)

    def _draw_spines(self, canvas):
        x0, y0, width, height = self.box
        tx, ty = self.mapping("data")
        for side, spine in self.spines.items():
            p = spine.p
            color = p["color"] or p["edgecolor"] or rcParams["axes.edgecolor"]
            if not p["visible"] or color == "none":
                continue
            fixed = {"left": x0, "right": x0 + width, "bottom": y0, "top": y0 + height}[side]
            vertical = side in ("left", "right")
            position = p["position"]
            if position == "zero" or position == "center" or isinstance(position, tuple):
                kind, amount = position if isinstance(position, tuple) else ("data" if position == "zero" else "axes", 0.0 if
                                                                               position == "zero" else 0.5)
                if kind == "outward":
                    fixed += amount * (1 if side in ("right", "top") else -1)
                elif kind == "axes":
                    fixed = x0 + width * amount if vertical else y0 + height * amount
                else:
                    fixed = tx(amount) if vertical else ty(amount)
            start, end = (y0, y0 + height) if vertical else (x0, x0 + width)
            if p["bounds"]:
                start, end = (ty(v) if vertical else tx(v) for v in p["bounds"])
            points = [fixed, start, fixed, end] if vertical else [start, fixed, end, fixed]
            canvas.path(None, "ML", points, None, to_rgba(color, p["alpha"]), p["linewidth"],
                        art.dashes_of(p["linestyle"], p["linewidth"]) or (), "square")

    # Words

    def describe(self):
        """What the plot shows, in a sentence or two."""
        parts = []
        title = ". ".join(plain(text.get_text()) for text in self.titles.values() if text.get_text())
        if title:
            parts.append(title)
        for axis, name in ((self.xaxis, "horizontal axis"), (self.yaxis, "vertical axis")):
            if not axis.visible or not self.is_on:
                continue
            low, high = axis.get_view_interval()
            label = plain(axis.label.get_text())
            kind = "" if axis.scale == "linear" else f", {axis.scale} scale"
            parts.append(f"{name}{': ' + label if label else ''} from {low:.4g} to {high:.4g}{kind}")
        kinds = {}
        for child in self.children:
            kind = {"Line2D": "line", "PathCollection": "scatter plot", "AxesImage": "image", "Rectangle": "bar",
                    "PolyCollection": "filled area", "ContourSet": "contour plot", "Wedge": "slice",
                    "ErrorbarContainer": "error bars"}.get(type(child).__name__)
            if kind:
                kinds.setdefault(kind, []).append(child)
        for kind, group in kinds.items():
            labels = [plain(child.p["label"]) for child in group if str(child.p["label"]) and not str(
                child.p["label"]).startswith("_")]
            count = f"{len(group)} {kind}{'' if kind.endswith('s') else 's'}" if len(group) > 1 else kind
            parts.append(count + (": " + ", ".join(labels) if labels else ""))
        return "; ".join(parts)


def _delegate(name, axis_name, method):
    def call(self, *args, **kwargs):
        return getattr(getattr(self, axis_name), method)(*args, **kwargs)
    call.__name__ = name
    return call


for _letter in "xy":
    for _name, _method in (("get_{}scale", "get_scale"), ("set_{}scale", "set_scale"), ("set_{}ticks", "set_ticks"),
                           ("set_{}ticklabels", "set_ticklabels"), ("get_{}ticklabels", "get_ticklabels"),
                           ("get_{}label", "get_label_text")):
        setattr(Axes, _name.format(_letter), _delegate(_name.format(_letter), _letter + "axis", _method))


def _limits(letter):
    def get(self):
        axis = getattr(self, letter + "axis")
        low, high = axis.get_view_interval()
        import numpy as np
        return np.float64(low), np.float64(high)

    def put(self, left=None, right=None, **kwargs):
        kwargs = {key: value for key, value in kwargs.items() if value is not None}
        low = kwargs.get("bottom", kwargs.get(letter + "min", left))
        high = kwargs.get("top", kwargs.get(letter + "max", right))
        if high is None and isinstance(low, (tuple, list)) or hasattr(low, "tolist") and getattr(low, "ndim", 0) == 1:
            low, high = low
        axis = getattr(self, letter + "axis")
        low, high = (None if v is None else self.unit(axis.index, v) for v in (low, high))
        if low is not None and high is not None and low > high:
            low, high = high, low
            axis.set_inverted(True)
        elif low is not None and high is not None:
            axis.set_inverted(False)
        axis.set_limits(low, high)
        return axis.get_view_interval()

    def ticks(self, *, minor=False):
        import numpy as np
        return np.array(getattr(self, letter + "axis").get_ticklocs(minor=minor))

    def label(self, text, fontdict=None, labelpad=None, *, loc=None, **kwargs):
        axis = getattr(self, letter + "axis")
        axis.set_label_text(text, **{**(fontdict or {}), **kwargs})
        axis.label.p["loc"] = loc
        if labelpad is not None:
            axis.labelpad = labelpad
        return axis.label
    return {f"get_{letter}lim": get, f"set_{letter}lim": put, f"get_{letter}ticks": ticks, f"set_{letter}label": label}


for _letter in "xy":
    for _name, _function in _limits(_letter).items():
        setattr(Axes, _name, _function)
Axes.get_xbound, Axes.get_ybound = Axes.get_xlim, Axes.get_ylim
