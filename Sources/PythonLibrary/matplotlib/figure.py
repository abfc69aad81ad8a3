"""A figure: a page with plots."""
from matplotlib import font_size, rcParams
from matplotlib._canvas import Canvas
from matplotlib._text import Block, plain
from matplotlib.artist import Text
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba


class Box:
    def __init__(self, x, y, width, height):
        self.bounds = x, y, width, height
        self.x0, self.y0, self.width, self.height = self.bounds
        self.x1, self.y1 = x + width, y + height


class GridSpec:
    """Rows and columns of plots."""

    def __init__(self, nrows, ncols, figure=None, width_ratios=None, height_ratios=None, wspace=None, hspace=None,
                 left=None, right=None, bottom=None, top=None):
        self.rows, self.columns, self.figure = int(nrows), int(ncols), figure
        if self.rows < 1 or self.columns < 1:
            raise ValueError(f"Number of rows must be a positive integer, not {nrows!r}")
        self.ratios = [list(height_ratios or [1] * self.rows), list(width_ratios or [1] * self.columns)]
        self.own = {"wspace": wspace, "hspace": hspace, "left": left, "right": right, "bottom": bottom, "top": top}

    def __getitem__(self, key):
        if isinstance(key, tuple):
            rows, columns = key
        else:
            count = self.rows * self.columns
            if isinstance(key, slice):
                start, stop, _ = key.indices(count)
                first, last = divmod(start, self.columns), divmod(stop - 1, self.columns)
                return self, (first[0] + 1, last[0] + 1), (first[1], last[1] + 1)
            if not -count <= key < count:
                raise IndexError("GridSpec slice would result in no space allocated for subplot")
            rows, columns = divmod(key % count, self.columns)

        def part(key, count):
            if isinstance(key, slice):
                start, stop, _ = key.indices(count)
            else:
                if not -count <= key < count:
                    raise IndexError(f"index {key} is out of bounds for axis 0 with size {count}")
                start = key % count
                stop = start + 1
            return start, stop
        first, last = part(rows, self.rows)
        return self, (first + 1, last), part(columns, self.columns)

    def subplots(self, *, sharex=False, sharey=False, squeeze=True, subplot_kw=None):
        return self.figure._subplots(self, sharex, sharey, squeeze, subplot_kw or {})

    def box(self, params, rows, columns):
        """The rectangle of some cells as parts of the figure."""
        params = {**params, **{key: value for key, value in self.own.items() if value is not None}}
        result = []
        for count, ratios, space, start, end, span in (
                (self.columns, self.ratios[1], params["wspace"], params["left"], params["right"], columns),
                (self.rows, self.ratios[0], params["hspace"], params["bottom"], params["top"], rows)):
            size = (end - start) / (count + space * (count - 1))
            total = size * count
            sizes = [ratio * total / sum(ratios) for ratio in ratios]
            places = [sum(sizes[:i]) + i * space * size for i in range(count)]
            if count == self.rows and ratios is self.ratios[0]:
                top = end - places[span[0] - 1]
                bottom = end - places[span[1] - 1] - sizes[span[1] - 1]
                result.append((bottom, top - bottom))
            else:
                left = start + places[span[0]]
                result.append((left, start + places[span[1] - 1] + sizes[span[1] - 1] - left))
        (x, width), (y, height) = result
        return x, y, width, height


class _Parameters:
    """`fig.subplotpars`"""

    def __init__(self, figure):
        self._figure = figure

    def __getattr__(self, name):
        return self._figure.params[name]


class Figure:
    number = None

    def __init__(self, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, linewidth=0.0, frameon=None,
                 tight_layout=None, constrained_layout=None, layout=None, **kwargs):
        self.size = tuple(map(float, figsize or rcParams["figure.figsize"]))
        if not (0 < self.size[0] <= 1000 and 0 < self.size[1] <= 1000):
            raise ValueError(f"figure size must be positive finite not {self.size}")
        self.dpi = dpi or rcParams["figure.dpi"]
        self.facecolor = facecolor or rcParams["figure.facecolor"]
        self.axes, self.texts, self.current, self.legends = [], [], None, []
        self.params = {name: rcParams["figure.subplot." + name] for name in ("left", "right", "bottom", "top", "wspace",
                                                                              "hspace")}
        self.subplotpars = _Parameters(self)
        self.suptitle_, self.labels = None, {}
        self.is_tight = bool(tight_layout or constrained_layout or layout in ("tight", "constrained", "compressed"))
        self.canvas = self
        self.transFigure = None

    def __repr__(self):
        width, height = (round(value * self.dpi) for value in self.size)
        return f"<Figure size {width}x{height} with {len(self.axes)} Axes>"

    def __str__(self):
        width, height = (round(value * self.dpi) for value in self.size)
        return f"Figure({width}x{height})"

    def __getattr__(self, name):
        raise AttributeError(f"'Figure' object has no attribute '{name}', or nbrun does not support it")

    def points(self):
        return self.size[0] * 72, self.size[1] * 72

    def cell(self, ax):
        """The rectangle that a plot may take, in points."""
        width, height = self.points()
        if ax.fixed is not None:
            x, y, w, h = ax.fixed
        else:
            grid, rows, columns = ax.place_of
            x, y, w, h = grid.box(self.params, rows, columns)
            for bar in getattr(ax, "cut", ()):
                x, y, w, h = bar(x, y, w, h)
        return x * width, y * height, w * width, h * height

    # Plots

    def add(self, ax):
        self.axes.append(ax)
        self.current = ax
        return ax

    def add_subplot(self, *args, projection=None, polar=False, **kwargs):
        if projection not in (None, "rectilinear") or polar:
            raise NotImplementedError(f"nbrun does not draw plots with projection={projection or 'polar'!r}")
        if not args:
            args = (1, 1, 1)
        if len(args) == 1 and isinstance(args[0], tuple):
            position = args[0]
        else:
            if len(args) == 1:
                if not 111 <= int(args[0]) <= 999:
                    raise ValueError(
                        f"Integer subplot specification must be a three-digit number, not {args[0]!r}")
                args = [int(digit) for digit in str(int(args[0]))]
            rows, columns, number = args
            first, last = number if isinstance(number, tuple) else (number, number)
            if not 1 <= first <= last <= rows * columns:
                raise ValueError(f"num must be an integer with 1 <= num <= {rows * columns}, not {number!r}")
            top, bottom = divmod(first - 1, columns), divmod(last - 1, columns)
            position = GridSpec(rows, columns, self), (top[0] + 1, bottom[0] + 1), (top[1], bottom[1] + 1)
        return self.add(Axes(self, position, **kwargs))

    def add_axes(self, rect, projection=None, polar=False, **kwargs):
        if projection is not None or polar:
            raise NotImplementedError(f"nbrun does not draw plots with projection={projection or 'polar'!r}")
        if isinstance(rect, Axes):
            return self.add(rect)
        ax = Axes(self, None, **kwargs)
        ax.fixed = tuple(map(float, rect))
        return self.add(ax)

    def add_gridspec(self, nrows=1, ncols=1, **kwargs):
        return GridSpec(nrows, ncols, self, **kwargs)

    def subplots(self, nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None,
                 height_ratios=None, subplot_kw=None, gridspec_kw=None):
        options = dict(gridspec_kw or {})
        if width_ratios is not None:
            options["width_ratios"] = width_ratios
        if height_ratios is not None:
            options["height_ratios"] = height_ratios
        return self._subplots(GridSpec(nrows, ncols, self, **options), sharex, sharey, squeeze, subplot_kw or {})

    def _subplots(self, grid, sharex, sharey, squeeze, options):
        made = []
        names = {True: "all", False: "none"}
        sharex, sharey = names.get(sharex, sharex), names.get(sharey, sharey)
        for row in range(grid.rows):
            made.append([])
            for column in range(grid.columns):
                leaders = {"none": None, "all": made[0][0] if made[0] else None,
                           "row": made[row][0] if made[row] else None, "col": made[0][column] if row else None}
                ax = self.add_subplot((grid, (row + 1, row + 1), (column, column + 1)), sharex=leaders[sharex],
                                      sharey=leaders[sharey], **options)
                made[row].append(ax)
                if sharex in ("all", "col") and row < grid.rows - 1:
                    ax.xaxis.style["labels"] = False
                if sharey in ("all", "row") and column > 0:
                    ax.yaxis.style["labels"] = False
        self.current = made[-1][-1]
        return AxesGrid.of(made, squeeze)

    def gca(self):
        return self.current if self.current in self.axes else self.axes[-1] if self.axes else self.add_subplot()

    def sca(self, ax):
        self.current = ax
        return ax

    def delaxes(self, ax):
        self.axes.remove(ax)

    def clear(self, keep_observers=False):
        self.axes, self.texts, self.suptitle_, self.current, self.legends, self.labels = [], [], None, None, [], {}

    clf = clear

    def get_axes(self):
        return list(self.axes)

    def colorbar(self, mappable, cax=None, ax=None, **kwargs):
        from matplotlib.colorbar import make
        return make(self, mappable, cax, ax, **kwargs)

    # Settings

    def suptitle(self, t, **kwargs):
        self.suptitle_ = Text(kwargs.pop("x", 0.5), kwargs.pop("y", 0.98), t, **kwargs)
        return self.suptitle_

    def supxlabel(self, t, **kwargs):
        self.labels["x"] = Text(0.5, 0.01, t, **kwargs)

    def supylabel(self, t, **kwargs):
        self.labels["y"] = Text(0.02, 0.5, t, **kwargs)

    def text(self, x, y, s, fontdict=None, **kwargs):
        text = Text(x, y, s, **{**(fontdict or {}), **kwargs})
        text.figure = self
        self.texts.append(text)
        return text

    def legend(self, *args, **kwargs):
        owner = self.gca()
        handles, labels = [], []
        for ax in self.axes:
            found, names = ax.get_legend_handles_labels()
            handles += found
            labels += names
        if len(args) == 2:
            handles, labels = args
        from matplotlib.legend import Legend
        legend = Legend(_Page(self), handles, labels, **{"loc": "upper right", **kwargs})
        self.legends.append(legend)
        return legend

    def subplots_adjust(self, left=None, bottom=None, right=None, top=None, wspace=None, hspace=None):
        for name, value in (("left", left), ("bottom", bottom), ("right", right), ("top", top), ("wspace", wspace),
                            ("hspace", hspace)):
            if value is not None:
                self.params[name] = float(value)
        if self.params["left"] >= self.params["right"]:
            raise ValueError("left cannot be >= right")
        if self.params["bottom"] >= self.params["top"]:
            raise ValueError("bottom cannot be >= top")
        self.is_tight = False

    def tight_layout(self, *, pad=1.08, h_pad=None, w_pad=None, rect=None):
        self.is_tight = True
        self.tight_rect = rect

    tight_rect = None

    def set_tight_layout(self, tight):
        self.is_tight = bool(tight)

    def set_layout_engine(self, layout=None, **kwargs):
        self.is_tight = layout not in (None, "none")

    def set_size_inches(self, w, h=None, forward=True):
        self.size = tuple(map(float, w if h is None else (w, h)))

    def get_size_inches(self):
        import numpy as np
        return np.array(self.size)

    def set_figwidth(self, val):
        self.size = float(val), self.size[1]

    def set_figheight(self, val):
        self.size = self.size[0], float(val)

    def set_dpi(self, val):
        self.dpi = val

    def get_dpi(self):
        return self.dpi

    def set_facecolor(self, color):
        self.facecolor = color

    def autofmt_xdate(self, rotation=30, ha="right", **kwargs):
        for ax in self.axes:
            ax.xaxis.set_label_style(rotation=rotation, ha=ha)

    def align_labels(self, axs=None):
        pass

    align_xlabels = align_ylabels = align_labels

    def show(self, warn=True):
        from matplotlib import pyplot
        pyplot._show(self)

    def draw(self):
        pass

    draw_idle = flush_events = draw

    def savefig(self, fname, *, format=None, **kwargs):
        from matplotlib._saving import save
        save(self, fname, format)

    # Drawing

    def _fit(self):
        """Makes room for labels and titles."""
        rows = [ax for ax in self.axes if ax.fixed is None and not ax.twin]
        if not rows:
            return
        width, height = self.points()
        grid = max((ax.place_of[0] for ax in rows), key=lambda g: g.rows * g.columns)
        pad = 1.08 * rcParams["font.size"]
        sides = {"left": 0.0, "right": 0.0, "top": 0.0, "bottom": 0.0}
        # How far plots reach into the gaps between columns and between rows, by the number of the gap.
        gaps = [{}, {}]
        for ax in self.axes:
            if ax.fixed is not None:
                continue
            x0, y0, w, h = self.cell(ax)
            probe = _Extent()
            ax.draw(probe)
            if probe.box is None:
                continue
            grid_of, r, c = ax.place_of
            for side, value, place, is_at in (
                    ("left", x0 - probe.box[0], (0, c[0], 0), c[0] == 0),
                    ("right", probe.box[2] - x0 - w, (0, c[1], 1), c[1] == grid_of.columns),
                    ("bottom", y0 - probe.box[1], (1, r[1], 0), r[1] == grid_of.rows),
                    ("top", probe.box[3] - y0 - h, (1, r[0] - 1, 1), r[0] == 1)):
                if is_at:
                    sides[side] = max(sides[side], value)
                else:
                    index, gap, part = place
                    pair = gaps[index].setdefault(gap, [0.0, 0.0])
                    pair[part] = max(pair[part], value)
        rect = self.tight_rect or (0, 0, 1, 1)
        top = 0.0
        if self.suptitle_ is not None and self.tight_rect is None:
            top = font_size(self.suptitle_.p["fontsize"], 12.0) * 1.2 + pad * 0.5
        left = rect[0] * width + pad + sides["left"]
        right = rect[2] * width - pad - sides["right"]
        bottom = rect[1] * height + pad + sides["bottom"]
        upper = rect[3] * height - pad - sides["top"] - top
        if right - left < 10 or upper - bottom < 10:
            return
        space_x = pad + max(map(sum, gaps[0].values()), default=0) if grid.columns > 1 else 0
        space_y = pad + max(map(sum, gaps[1].values()), default=0) if grid.rows > 1 else 0
        cell_x = (right - left - space_x * (grid.columns - 1)) / grid.columns
        cell_y = (upper - bottom - space_y * (grid.rows - 1)) / grid.rows
        if cell_x < 5 or cell_y < 5:
            return
        self.params.update(left=left / width, right=right / width, bottom=bottom / height, top=upper / height)
        if grid.columns > 1:
            self.params["wspace"] = space_x / cell_x
        if grid.rows > 1:
            self.params["hspace"] = space_y / cell_y

    def drawing(self):
        """The arguments that the native module takes for the figure."""
        width, height = self.points()
        if self.is_tight:
            self._fit()
        canvas = Canvas(width, height)
        canvas.path(None, "MLLLZ", [0, 0, width, 0, width, height, 0, height], to_rgba(self.facecolor), None)
        for ax in sorted(self.axes, key=lambda ax: ax.zorder):
            ax.draw(canvas)
        page = _Page(self)
        for text in self.texts:
            text.draw(page, canvas, None)
        for text, size, va, turn in ((self.suptitle_, 12.0, "top", 0), (self.labels.get("x"), 12.0, "bottom", 0),
                                     (self.labels.get("y"), 12.0, "center", 90)):
            if text is not None and text.get_text():
                x, y = text.p["position"]
                block = Block(text.get_text(), font_size(text.p["fontsize"], size), text.is_bold())
                ha = "left" if turn else "center" if text.p["horizontalalignment"] == "left" else text.p[
                    "horizontalalignment"]
                canvas.text(None, x * width, y * height, block, to_rgba(text.p["color"] or rcParams["text.color"]), ha, va,
                            turn)
        for legend in self.legends:
            legend.draw(page, canvas, None)
        titles = [plain(self.suptitle_.get_text())] if self.suptitle_ else []
        titles += [plain(ax.get_title()) for ax in self.axes if ax.get_title()]
        plots = [ax for ax in self.axes if not getattr(ax, "is_colorbar", False)]
        described = [ax.describe() for ax in plots]
        if len(described) > 1:
            described = [f"Plot {i + 1}: {text}" for i, text in enumerate(described)]
        title = "; ".join(titles) or ("Plot" if len(plots) <= 1 else f"{len(plots)} plots")
        return width, height, title, ". ".join(described), canvas.clips, canvas.elements


class _Page:
    """The whole figure as a frame of reference."""

    children = ()

    def __init__(self, figure):
        self.figure = figure

    def rectangle(self):
        return (0.0, 0.0, *self.figure.points())

    def unit(self, index, value):
        return float(value)

    def mapping(self, frame):
        width, height = self.figure.points()
        return (lambda x: x * width), (lambda y: y * height)


class _Extent(Canvas):
    """Measures how far ticks, labels and titles reach."""

    def __init__(self):
        super().__init__(0, 0)
        self.box = None

    def _add(self, x0, y0, x1, y1):
        old = self.box or (x0, y0, x1, y1)
        self.box = min(old[0], x0), min(old[1], y0), max(old[2], x1), max(old[3], y1)

    def path(self, clip, codes, points, *args, **kwargs):
        if clip is None and points:
            self._add(min(points[0::2]), min(points[1::2]), max(points[0::2]), max(points[1::2]))

    def line(self, *args):
        pass

    marks = image = line

    def text(self, clip, x, y, block, color, ha="left", va="baseline", turn=0, *args):
        if clip is None:
            super().text(clip, x, y, block, color, ha, va, turn, *args)
            import math
            angle = math.radians(turn)
            for element in self.elements:
                bx, by, anchor = element[2], element[3], element[6]
                start = {"start": 0, "middle": -block.width / 2, "end": -block.width}[anchor]
                for a in (start, start + block.width):
                    for b in (block.ascent, -block.descent):
                        px, py = bx + a * math.cos(angle) - b * math.sin(angle), by + a * math.sin(angle) + b * math.cos(angle)
                        self._add(px, py, px, py)
            self.elements.clear()


class _Flat:
    """`axes.flat`: goes through the plots once, and can be counted and indexed."""

    def __init__(self, items):
        self._items, self._rest = items, iter(items)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._rest)

    def __len__(self):
        return len(self._items)

    def __getitem__(self, key):
        return self._items[key]


class AxesGrid:
    """The plots of `subplots` in rows and columns, as an array of objects."""

    @staticmethod
    def of(rows, squeeze):
        if not squeeze:
            return AxesGrid([AxesGrid(row) for row in rows])
        if len(rows) == 1:
            return rows[0][0] if len(rows[0]) == 1 else AxesGrid(rows[0])
        if len(rows[0]) == 1:
            return AxesGrid([row[0] for row in rows])
        return AxesGrid([AxesGrid(row) for row in rows])

    def __init__(self, items):
        self._items = list(items)

    @property
    def shape(self):
        first = self._items[0]
        return (len(self._items), *(first.shape if isinstance(first, AxesGrid) else ()))

    @property
    def ndim(self):
        return len(self.shape)

    @property
    def size(self):
        return len(self.flatten())

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __getitem__(self, key):
        if isinstance(key, tuple):
            if len(key) == 1:
                return self[key[0]]
            if isinstance(key[0], slice):
                return AxesGrid([row[key[1]] for row in self._items[key[0]]])
            return self._items[key[0]][key[1]]
        found = self._items[key]
        return AxesGrid(found) if isinstance(found, list) else found

    def flatten(self):
        flat = []
        for item in self._items:
            flat += item.flatten()._items if isinstance(item, AxesGrid) else [item]
        return AxesGrid(flat)

    ravel = flatten

    @property
    def flat(self):
        return _Flat(self.flatten()._items)

    @property
    def T(self):
        return AxesGrid([AxesGrid(column) for column in zip(*self._items)]) if self.ndim == 2 else self

    def reshape(self, *shape):
        shape = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple) else shape
        flat = self.flatten()._items
        if shape in ((-1,), (len(flat),)):
            return AxesGrid(flat)
        columns = shape[1] if shape[1] != -1 else len(flat) // shape[0]
        return AxesGrid([AxesGrid(flat[i:i + columns]) for i in range(0, len(flat), columns)])

    def tolist(self):
        return [item.tolist() if isinstance(item, AxesGrid) else item for item in self._items]
