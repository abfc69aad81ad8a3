"""Colour bars."""
from matplotlib import ticker
from matplotlib.artist import AxesImage


class Colorbar:
    def __init__(self, ax, mappable, is_horizontal):
        self.ax, self.mappable, self.is_horizontal = ax, mappable, is_horizontal
        self.axis = ax.xaxis if is_horizontal else ax.yaxis

    def set_label(self, label, **kwargs):
        (self.ax.set_xlabel if self.is_horizontal else self.ax.set_ylabel)(label, **kwargs)

    def set_ticks(self, ticks, *, labels=None, **kwargs):
        self.axis.set_ticks(ticks, labels)

    def set_ticklabels(self, ticklabels, **kwargs):
        self.axis.set_ticklabels(ticklabels)

    def minorticks_off(self):
        self.ax.minorticks_off()

    def remove(self):
        self.ax.remove()


def make(figure, mappable, cax=None, ax=None, *, orientation="vertical", label="", shrink=1.0, fraction=0.15, pad=None,
         aspect=20, ticks=None, format=None, location=None, **kwargs):
    horizontal = orientation == "horizontal" or location in ("top", "bottom")
    if not hasattr(mappable, "cmap"):
        raise RuntimeError("No mappable was found to use for colorbar creation. First define a mappable such as an image"
                           " (with imshow) or a contour set (with contourf).")
    mappable.color_function()
    low, high = mappable.norm.vmin, mappable.norm.vmax
    levels = getattr(mappable, "heights", None)
    if levels is not None:
        low, high = levels[0], levels[-1]
    if low is None or low == high:
        low, high = (0.0, 1.0) if low is None else ticker.nonsingular(low, high, 0.1)
    if cax is None:
        parents = [mappable.axes] if ax is None else [ax] if not hasattr(ax, "flatten") and not isinstance(
            ax, (list, tuple)) else list(ax.flatten() if hasattr(ax, "flatten") else ax)
        parents = [parent or figure.gca() for parent in parents]
        space = (0.15 if horizontal else 0.05) if pad is None else pad
        first = parents[0]
        cax = figure.add_axes((0, 0, 1, 1))

        def cut(x, y, w, h):
            taken = fraction + space
            return (x, y + h * taken, w, h * (1 - taken)) if horizontal else (x, y, w * (1 - taken), h)
        for parent in parents:
            if parent.fixed is not None:
                parent.fixed = cut(*parent.fixed)
            else:
                parent.cut = [*getattr(parent, "cut", ()), cut]
        cax.place_of, cax.fixed = first.place_of, None
        earlier = list(getattr(first, "cut", ()))[:-1]

        def bar(x, y, w, h):
            width, height = figure.points()
            for parent_cut in earlier:
                x, y, w, h = parent_cut(x, y, w, h)
            if len(parents) > 1:
                cells = [figure.cell(parent) for parent in parents]
                y = min(c[1] for c in cells) / height
                h = max(c[1] + c[3] for c in cells) / height - y
                x0 = min(c[0] for c in cells) / width
                w = max(c[0] + c[2] for c in cells) / width - x0
                x, w = x0, w / (1 - fraction - space) if not horizontal else w
            if horizontal:
                size = h * fraction
                thick = min(size, w * width * shrink / aspect / height)
                return x + w * (1 - shrink) / 2, y + size - thick, w * shrink, thick
            size = w * fraction
            thick = min(size, h * height * shrink / aspect / width)
            return x + w * (1 - fraction), y + h * (1 - shrink) / 2, thick, h * shrink
        if first.place_of is None:
            outer = first.fixed[2] / (1 - fraction - space) if not horizontal else first.fixed[2]
            cax.fixed = bar(first.fixed[0], first.fixed[1], outer, first.fixed[3])
            cax.place_of = None
        else:
            cax.cut = [bar]
    colorbar = Colorbar(cax, mappable, horizontal)
    cax.is_colorbar = True
    axis, other = (cax.xaxis, cax.yaxis) if horizontal else (cax.yaxis, cax.xaxis)
    other.visible = False
    if not horizontal:
        axis.ticks_position = axis.label_position = "right"
    is_log = type(mappable.norm).__name__ == "LogNorm"
    if is_log:
        axis.set_scale("log")
    color = mappable.cmap.function()
    if levels is not None and getattr(mappable, "is_filled", False):
        from matplotlib.artist import Rectangle
        for lower, upper, paint in zip(levels, levels[1:], mappable.paints):
            corner, size = ((lower, 0), (upper - lower, 1)) if horizontal else ((0, lower), (1, upper - lower))
            cax.add(Rectangle(corner, *size, facecolor=paint, edgecolor=paint, linewidth=0.3))
        axis.set_major_locator(ticker.FixedLocator(levels, nbins=10))
    elif levels is not None:
        for level, paint in zip(levels, mappable.paints):
            (cax.axvline if horizontal else cax.axhline)(level, color=paint)
        axis.set_major_locator(ticker.FixedLocator(levels, nbins=10))
    else:
        count = min(mappable.cmap.N, 256)
        shades = [[color((i + 0.5) / count)] for i in range(count)]
        if horizontal:
            shades = [[shade[0] for shade in shades]]
        extent = (low, high, 0, 1) if horizontal else (0, 1, low, high)
        if is_log:
            shades = [[color(i / 255)] for i in range(256)]
            from matplotlib.artist import Rectangle
            ratio = (high / low) ** (1 / 256)
            for i, (shade,) in enumerate(shades):
                lower, upper = low * ratio ** i, low * ratio ** (i + 1)
                cax.add(Rectangle((0, lower), 1, upper - lower, facecolor=shade, edgecolor=shade, linewidth=0.3))
        else:
            cax.add(AxesImage(shades, extent, "lower", None, None))
    axis.set_limits(low, high)
    other.set_limits(0, 1)
    if ticks is not None:
        if isinstance(ticks, ticker.Locator):
            axis.set_major_locator(ticks)
        else:
            axis.set_ticks(ticks)
    if format is not None:
        axis.set_major_formatter(ticker.FormatStrFormatter(format) if isinstance(format, str) and "%" in format else format)
    if label:
        colorbar.set_label(label)
    mappable.colorbar = colorbar
    figure.current = mappable.axes or figure.current
    return colorbar
