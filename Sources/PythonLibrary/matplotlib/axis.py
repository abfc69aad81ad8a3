"""One axis of a plot: scale, limits, ticks and label."""
import math

from matplotlib import font_size, rcParams
from matplotlib import ticker
from matplotlib._text import Block
from matplotlib.artist import Artist, Text, dashes_of
from matplotlib.colors import to_rgba


class _Categories(ticker.Formatter):
    def __init__(self, axis):
        self.names = axis.categories

    def __call__(self, x, pos=None):
        names = list(self.names)
        return names[int(round(x))] if 0 <= round(x) < len(names) else ""


class _Ticks:
    """A locator and a formatter."""

    def __init__(self):
        self.locator = self.formatter = None


class Axis:
    """`ax.xaxis` or `ax.yaxis`."""

    def __init__(self, axes, index):
        self.axes, self.index = axes, index
        self.limits, self.is_inverted = None, False
        self.margin = None
        self.label = Text(0, 0, "")
        self.labelpad = 4.0
        self.label_position = self.ticks_position = ("bottom", "left")[index]
        self.categories = {}
        self.major, self.minor = _Ticks(), _Ticks()
        self.grid_style = {"major": None, "minor": None}
        self.visible = True
        color = rcParams["xtick.color" if index == 0 else "ytick.color"]
        size = rcParams["xtick.labelsize" if index == 0 else "ytick.labelsize"]
        self.style = {"length": 3.5, "width": 0.8, "pad": 3.5, "color": color, "labelcolor": color, "labelsize": size,
                      "rotation": 0, "direction": "out", "ticks": True, "labels": True, "minor_length": 2.0, "ha": None,
                      "opposite": False}
        self.set_scale("linear")

    # Scales

    def set_scale(self, value, base=10, linthresh=2, **kwargs):
        self.scale = value
        if value == "linear":
            self._set(ticker.AutoLocator(), ticker.ScalarFormatter(), ticker.NullLocator(), ticker.NullFormatter())
        elif value == "log":
            self._set(ticker.LogLocator(base), ticker.LogFormatterSciNotation(base), ticker.LogLocator(base, subs="auto"),
                      ticker.LogFormatterSciNotation(base, labelOnlyBase=base != 10))
        elif value == "symlog":
            self.linthresh = linthresh
            self._set(ticker.SymmetricalLogLocator(base=base, linthresh=linthresh), ticker.LogFormatterSciNotation(base),
                      ticker.NullLocator(), ticker.NullFormatter())
        else:
            raise ValueError(f"{value!r} is not a valid value for scale; nbrun supports 'linear', 'log' and 'symlog'")

    def get_scale(self):
        return self.scale

    def _set(self, locator, formatter, minor_locator, minor_formatter):
        self.set_major_locator(locator)
        self.set_major_formatter(formatter)
        self.set_minor_locator(minor_locator)
        self.set_minor_formatter(minor_formatter)

    def forward(self, value):
        if self.scale == "log":
            return math.log10(value) if value > 0 else math.nan
        if self.scale == "symlog":
            limit = self.linthresh
            if abs(value) <= limit:
                return value / limit * 1.1111111
            return math.copysign(1.1111111 + math.log10(abs(value) / limit), value)
        return value

    def inverse(self, value):
        return 10 ** value if self.scale == "log" else value

    # Limits

    def peers(self):
        return self.axes.shared[self.index]

    def get_view_interval(self):
        leader = self.peers()[0]._axis(self.index)
        limits = leader.automatic() if leader.limits is None else leader.limits
        return (limits[1], limits[0]) if leader.is_inverted else limits

    def set_limits(self, low, high):
        leader = self.peers()[0]._axis(self.index)
        if self.scale == "log":
            low, high = (None if v is not None and v <= 0 else v for v in (low, high))
        if low is None and high is None:
            return
        # A limit that is not given stays as it is, and no longer follows the data.
        old = sorted(leader.get_view_interval())
        leader.limits = (old[0] if low is None else float(low), old[1] if high is None else float(high))
        if leader.limits[0] == leader.limits[1]:
            leader.limits = ticker.nonsingular(*leader.limits, expander=0.05)

    def get_minpos(self):
        positive = [v for ax in self.peers() for v in ax.data(self.index) if v > 0]
        return min(positive) if positive else math.inf

    def automatic(self):
        """The limits that show all data, with margins."""
        values, sticky = [], []
        for ax in self.peers():
            values += [v for v in ax.data(self.index) if v - v == 0 and (self.scale != "log" or v > 0)]
            for child in ax.children:
                sticky += child.stickies()[self.index]
        if not values:
            return (0.0, 1.0) if self.scale == "linear" else (1.0, 10.0)
        low, high = self.major.locator.nonsingular(float(min(values)), float(max(values)))
        tolerance = 1e-5 * abs(high - low)
        floor = max((v for v in sticky if v < low + tolerance), default=None)
        ceiling = min((v for v in sticky if v > high - tolerance), default=None)
        margin = rcParams["axes.xmargin" if self.index == 0 else "axes.ymargin"] if self.margin is None else self.margin
        a, b = self.forward(low), self.forward(high)
        delta = (b - a) * margin
        low, high = self.inverse(a - delta), self.inverse(b + delta)
        if floor is not None:
            low = max(low, floor)
        if ceiling is not None:
            high = min(high, ceiling)
        return self.major.locator.view_limits(low, high)

    def get_tick_space(self):
        width, height = self.axes.size()
        length, size = (width, self.style["labelsize"] * 3) if self.index == 0 else (height, self.style["labelsize"] * 2)
        return int(math.floor(length / size)) if size > 0 else 2 ** 31 - 1

    def set_inverted(self, inverted):
        self.peers()[0]._axis(self.index).is_inverted = inverted

    # Ticks

    def set_major_locator(self, locator):
        self.major.locator = locator
        locator.set_axis(self)

    def set_minor_locator(self, locator):
        self.minor.locator = locator
        locator.set_axis(self)

    def _formatter(self, formatter):
        if isinstance(formatter, str):
            formatter = ticker.StrMethodFormatter(formatter)
        elif callable(formatter) and not isinstance(formatter, ticker.Formatter):
            formatter = ticker.FuncFormatter(formatter)
        formatter.set_axis(self)
        return formatter

    def set_major_formatter(self, formatter):
        self.major.formatter = self._formatter(formatter)

    def set_minor_formatter(self, formatter):
        self.minor.formatter = self._formatter(formatter)

    def get_major_locator(self):
        return self.major.locator

    def get_major_formatter(self):
        return self.major.formatter

    def get_minor_locator(self):
        return self.minor.locator

    def get_minor_formatter(self):
        return self.minor.formatter

    def categorize(self, names):
        """The numbers that stand for names."""
        if not self.categories:
            self.set_major_locator(ticker.FixedLocator([]))
            self.set_major_formatter(_Categories(self))
        for name in names:
            self.categories.setdefault(str(name), len(self.categories))
        if isinstance(self.major.formatter, _Categories):
            self.major.locator.locs = [float(i) for i in range(len(self.categories))]
        return [float(self.categories[str(name)]) for name in names]

    def get_majorticklocs(self):
        return list(self.major.locator())

    def get_minorticklocs(self):
        major = set(self.get_majorticklocs())
        return [place for place in self.minor.locator() if place not in major]

    def get_ticklocs(self, *, minor=False):
        return self.get_minorticklocs() if minor else self.get_majorticklocs()

    def set_ticks(self, ticks, labels=None, *, minor=False, **kwargs):
        from matplotlib.colors import numbers
        group = self.minor if minor else self.major
        ticks = list(numbers(ticks))
        if ticks and isinstance(ticks[0], str):
            ticks = self.categorize(ticks)
        locator = ticker.FixedLocator(ticks)
        locator.set_axis(self)
        group.locator = locator
        if len(ticks) > 0 and self.limits is None and not minor:
            low, high = self.get_view_interval()
            is_turned = low > high
            low, high = min(low, high, *ticks), max(low, high, *ticks)
            if (low, high) != tuple(sorted(self.get_view_interval())):
                self.set_limits(low, high)
        elif len(ticks) > 0 and not minor:
            low, high = self.limits
            if low < high:
                self.limits = min(low, *ticks), max(high, *ticks)
        if labels is not None:
            self.set_ticklabels(labels, minor=minor, **kwargs)

    def set_ticklabels(self, labels, *, minor=False, **kwargs):
        group = self.minor if minor else self.major
        texts = [label.get_text() if isinstance(label, Text) else str(label) for label in labels]
        if isinstance(group.locator, ticker.FixedLocator):
            if texts and len(group.locator.locs) != len(texts):
                raise ValueError(f"The number of FixedLocator locations ({len(group.locator.locs)}), usually from a call to"
                                 f" set_ticks, does not match the number of labels ({len(texts)}).")
        formatter = ticker.FixedFormatter(texts)
        formatter.set_axis(self)
        group.formatter = formatter
        self.set_label_style(**kwargs)

    def set_label_style(self, **kwargs):
        names = {"rotation": "rotation", "fontsize": "labelsize", "size": "labelsize", "color": "labelcolor", "ha": "ha",
                 "horizontalalignment": "ha"}
        for name, value in kwargs.items():
            if name in names:
                self.style[names[name]] = font_size(value) if names[name] == "labelsize" else value

    def set_tick_params(self, which="major", reset=False, **kwargs):
        style = self.style
        for name, value in kwargs.items():
            if name in ("length", "width", "pad", "color", "labelcolor", "direction"):
                style["minor_length" if name == "length" and which == "minor" else name] = value
            elif name == "labelsize":
                style["labelsize"] = font_size(value)
            elif name in ("rotation", "labelrotation"):
                style["rotation"] = value
            elif name == "colors":
                style["color"] = style["labelcolor"] = value
            elif name == ("bottom", "left")[self.index]:
                style["ticks"] = bool(value)
            elif name == ("top", "right")[self.index]:
                style["opposite"] = bool(value)
            elif name == ("labelbottom", "labelleft")[self.index]:
                style["labels"] = bool(value)
            elif name not in ("bottom", "top", "left", "right", "labelbottom", "labeltop", "labelleft", "labelright",
                              "zorder", "labelfontfamily", "grid_color", "grid_alpha", "grid_linewidth", "grid_linestyle"):
                raise ValueError(f"keyword {name} is not recognized; nbrun knows 'length', 'width', 'color', 'pad',"
                                 " 'labelsize', 'labelcolor', 'labelrotation', 'direction', 'colors' and the sides")

    def shown_ticks(self):
        """Places and labels of the major ticks, then places and labels of the minor ones."""
        low, high = sorted(self.get_view_interval())
        a, b = sorted((self.forward(low), self.forward(high)))
        tolerance = (b - a) * 1e-9
        result = []
        for group, places in ((self.major, self.get_majorticklocs()), (self.minor, self.get_minorticklocs())):
            labels = group.formatter.format_ticks(places)
            result.append([(place, label) for place, label in zip(places, labels)
                           if a - tolerance <= self.forward(place) <= b + tolerance])
        return result

    def labels_of(self, minor=False):
        group, places = (self.minor, self.get_minorticklocs()) if minor else (self.major, self.get_majorticklocs())
        texts = group.formatter.format_ticks(places)
        return [_TickLabel(self, place, text) for place, text in zip(places, texts)]

    get_ticklabels = lambda self, minor=False, which=None: self.labels_of(minor)
    get_majorticklabels = lambda self: self.labels_of()

    def get_label(self):
        return self.label

    def set_label_text(self, label, **kwargs):
        self.label.set_text(label)
        self.label.set(**kwargs)

    def get_label_text(self):
        return self.label.get_text()

    def set_visible(self, b):
        self.visible = b

    def grid(self, visible=None, which="major", **kwargs):
        for one in ("major", "minor") if which == "both" else (which,):
            if visible is None and not kwargs and self.grid_style[one] is not None or visible is False:
                self.grid_style[one] = None
            else:
                self.grid_style[one] = {"color": rcParams["grid.color"], "linestyle": rcParams["grid.linestyle"],
                                        "linewidth": rcParams["grid.linewidth"], "alpha": rcParams["grid.alpha"],
                                        **{{"c": "color", "ls": "linestyle", "lw": "linewidth"}.get(k, k): v
                                           for k, v in kwargs.items()}}

    def tick_top(self):
        self.set_ticks_position("top")

    def tick_right(self):
        self.set_ticks_position("right")

    def tick_left(self):
        self.set_ticks_position("left")

    def tick_bottom(self):
        self.set_ticks_position("bottom")

    def set_ticks_position(self, position):
        if position == "none":
            self.style["ticks"] = False
        elif position != "both":
            self.ticks_position = position

    def set_label_position(self, position):
        self.label_position = position

    def set_label_coords(self, x, y, transform=None):
        pass

    def __getattr__(self, name):
        raise AttributeError(f"'{'XY'[self.index]}Axis' object has no attribute '{name}', or nbrun does not support it")

    # Drawing

    def _is_far(self):
        return self.ticks_position in ("top", "right")

    def draw_grid(self, canvas, clip):
        if not self.visible:
            return
        for which, ticks in zip(("major", "minor"), self.shown_ticks()):
            style = self.grid_style[which]
            if style is None:
                continue
            x0, y0, width, height = self.axes.rectangle()
            mapping = self.axes.mapping("data")[self.index]
            color = to_rgba(style["color"], style["alpha"])
            for place, _ in ticks:
                at = mapping(place)
                x, y = ([at, at], [y0, y0 + height]) if self.index == 0 else ([x0, x0 + width], [at, at])
                canvas.line(clip, x, y, color, style["linewidth"], dashes_of(style["linestyle"], style["linewidth"]),
                            "square")

    def tick_length(self):
        return 0 if not self.style["ticks"] or self.style["direction"] == "in" else (
            self.style["length"] if self.style["direction"] == "out" else self.style["length"] / 2)

    def draw_ticks(self, canvas):
        """Draws ticks and labels.

        - Returns: how far they reach out of the axes.
        """
        if not self.visible:
            return 0.0
        style, (major, minor) = self.style, self.shown_ticks()
        mapping = self.axes.mapping("data")[self.index]
        x0, y0, width, height = self.axes.rectangle()
        is_far = self._is_far()
        edge = (y0 + height if is_far else y0) if self.index == 0 else (x0 + width if is_far else x0)
        other = (y0 + height if not is_far else y0) if self.index == 0 else (x0 + width if not is_far else x0)
        sign, reach = 1 if is_far else -1, 0.0
        color = to_rgba(style["color"])
        for ticks, length, stroke in ((major, style["length"], style["width"]), (minor, style["minor_length"], 0.6)):
            codes, points = [], []
            inside, outside = {"out": (0, length), "in": (length, 0), "inout": (length / 2, length / 2)}[style["direction"]]
            for place, _ in ticks if style["ticks"] else ():
                for side, direction in ((edge, sign), (other, -sign)) if style["opposite"] else ((edge, sign),):
                    at, ends = mapping(place), (side - direction * inside, side + direction * outside)
                    codes.append("ML")
                    points += [at, ends[0], at, ends[1]] if self.index == 0 else [ends[0], at, ends[1], at]
            if points:
                canvas.path(None, "".join(codes), points, None, color, stroke)
        reach = self.tick_length()
        if style["labels"]:
            far = 0.0
            for place, text in major + minor:
                far = max(far, self._draw_label(canvas, mapping(place), text, edge, sign))
            reach = max(reach, far)
        offset = self.major.formatter.get_offset()
        if offset and style["labels"]:
            block = Block(offset, style["labelsize"])
            if self.index == 0:
                canvas.text(None, x0 + width, edge + sign * (reach + 3), block, to_rgba(style["labelcolor"]), "right",
                            "bottom" if is_far else "top")
            else:
                canvas.text(None, edge, y0 + height + 3, block, to_rgba(style["labelcolor"]), "left", "baseline")
        return reach

    def _draw_label(self, canvas, at, text, edge, sign):
        if not text:
            return 0.0
        style = self.style
        block = Block(text, style["labelsize"])
        distance = self.tick_length() + style["pad"]
        turn = {"vertical": 90, "horizontal": 0}.get(style["rotation"], style["rotation"])
        angle = math.radians(turn)
        if self.index == 0:
            canvas.text(None, at, edge + sign * distance, block, to_rgba(style["labelcolor"]), style["ha"] or "center",
                        "bottom" if sign > 0 else "top", turn)
            return distance + abs(block.width * math.sin(angle)) + abs(block.height * math.cos(angle))
        canvas.text(None, edge + sign * distance, at, block, to_rgba(style["labelcolor"]), style["ha"] or (
            "left" if sign > 0 else "right"), "center_baseline" if turn == 0 else "center", turn)
        return distance + abs(block.width * math.cos(angle)) + abs(block.height * math.sin(angle))

    def draw_label(self, canvas, reach):
        """Draws the label.

        - Returns: how far it reaches out of the axes.
        """
        label = self.label
        if label.get_text() == "" or not label.p["visible"] or not self.visible:
            return reach
        x0, y0, width, height = self.axes.rectangle()
        is_far = self.label_position in ("top", "right")
        reach = (reach if self._is_far() == is_far else 0) + self.labelpad
        size = font_size(label.p["fontsize"], rcParams["axes.labelsize"])
        block = Block(label.get_text(), size, label.is_bold())
        color = to_rgba(rcParams["axes.labelcolor"] if label.p["color"] is None else label.p["color"])
        along = {"left": 0.0, "bottom": 0.0, "right": 1.0, "top": 1.0}.get(label.p["loc"], 0.5)
        align = ("left", "center", "right")[int(along * 2)]
        if self.index == 0:
            y = y0 + height + reach if is_far else y0 - reach
            canvas.text(None, x0 + width * along, y, block, color, align, "bottom" if is_far else "top")
        else:
            turn = 90 if label.p["rotation"] in (0, None) else label.p["rotation"]
            turn = {"vertical": 90, "horizontal": 0}.get(turn, turn)
            x = x0 + width + reach if is_far else x0 - reach
            side = "left" if is_far else "right"
            canvas.text(None, x, y0 + height * along, block, color, side, "center" if along == 0.5 else (
                "bottom" if along == 0 else "top"), turn, "center")
        return reach + block.height


class _TickLabel(Text):
    """A label of a tick; its style is the axis's."""

    def __init__(self, axis, place, text):
        super().__init__(place if axis.index == 0 else 0, 0 if axis.index == 0 else place, text)
        self.axis = axis

    def put(self, name, value):
        super().put(name, value)
        if "axis" in self.__dict__:
            self.axis.set_label_style(**{name: value})
            if name == "visible" and not value:
                self.axis.style["labels"] = False
