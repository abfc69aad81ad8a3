"""Plots by function calls: each draws into the current plot of the current figure."""
import sys

import _figures
import matplotlib
from matplotlib import cm, colormaps, rc, rc_context, rcdefaults, rcParams, style
from matplotlib.colors import Normalize, get_cmap
from matplotlib.figure import Figure, GridSpec
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.lines import Line2D
from matplotlib.text import Annotation, Text
from matplotlib.ticker import (FixedLocator, FormatStrFormatter, FuncFormatter, LinearLocator, LogLocator, MaxNLocator,
                               MultipleLocator, NullFormatter, NullLocator, ScalarFormatter)

_open = {}
_current = None


def _flush():
    """Shows the figures that are open: at the end of a cell, and when `show` is called."""
    global _current
    figures, names = list(_open.values()), list(_open)
    _open.clear()
    _current = None
    if not _figures.is_wanted():
        return
    for made in figures:
        if made.axes or made.texts or made.suptitle_:
            _figures.show(*made.drawing())


_figures.at_cell_end(_flush)


def _show(made):
    for number in [number for number, one in _open.items() if one is made]:
        del _open[number]
    if _figures.is_wanted():
        _figures.show(*made.drawing())


def figure(num=None, figsize=None, dpi=None, *, facecolor=None, edgecolor=None, frameon=True, FigureClass=Figure,
           clear=False, **kwargs):
    global _current
    if isinstance(num, Figure):
        _current = num
        _open.setdefault(num.number, num)
        return num
    if num is None:
        num = max((n for n in _open if isinstance(n, int)), default=0) + 1
    if num not in _open:
        _open[num] = FigureClass(figsize, dpi, facecolor=facecolor, edgecolor=edgecolor, **kwargs)
        _open[num].number = num
    elif clear:
        _open[num].clear()
    _current = _open[num]
    return _current


def gcf():
    return figure() if _current is None or _current not in _open.values() else _current


def gca():
    return gcf().gca()


def sca(ax):
    global _current
    _current = ax.figure
    ax.figure.sca(ax)


def axes(arg=None, **kwargs):
    return subplot(**kwargs) if arg is None else gcf().add_axes(arg, **kwargs)


def subplot(*args, **kwargs):
    made = gcf()
    if len(args) == 1 and isinstance(args[0], int) or len(args) == 3 or not args:
        rows, columns, number = (1, 1, 1) if not args else [int(d) for d in str(args[0])] if len(args) == 1 else args
        if isinstance(number, int) and not kwargs:
            for ax in made.axes:
                place = ax.place_of
                if place and place[0].rows == rows and place[0].columns == columns and not ax.twin and (
                        place[1][0] - 1) * columns + place[2][0] == number - 1 and place[2][1] - place[2][0] == 1:
                    return made.sca(ax)
    return made.add_subplot(*args, **kwargs)


def subplots(nrows=1, ncols=1, *, sharex=False, sharey=False, squeeze=True, width_ratios=None, height_ratios=None,
             subplot_kw=None, gridspec_kw=None, **fig_kw):
    made = figure(**fig_kw)
    return made, made.subplots(nrows, ncols, sharex=sharex, sharey=sharey, squeeze=squeeze, width_ratios=width_ratios,
                               height_ratios=height_ratios, subplot_kw=subplot_kw, gridspec_kw=gridspec_kw)


def subplot2grid(shape, loc, rowspan=1, colspan=1, fig=None, **kwargs):
    made = fig or gcf()
    grid = GridSpec(*shape, made)
    return made.add_subplot(grid[loc[0]:loc[0] + rowspan, loc[1]:loc[1] + colspan], **kwargs)


def subplot_mosaic(mosaic, **kwargs):
    if isinstance(mosaic, str):
        mosaic = [list(row.strip()) for row in mosaic.strip().replace(";", "\n").split("\n")]
    made = figure(**kwargs)
    grid, found = GridSpec(len(mosaic), len(mosaic[0]), made), {}
    for i, row in enumerate(mosaic):
        for j, name in enumerate(row):
            if name != ".":
                r0, r1, c0, c1 = found.get(name, (i, i, j, j))
                found[name] = min(r0, i), max(r1, i), min(c0, j), max(c1, j)
    return made, {name: made.add_subplot(grid[r0:r1 + 1, c0:c1 + 1]) for name, (r0, r1, c0, c1) in found.items()}


def show(*args, **kwargs):
    _flush()


def close(fig=None):
    global _current
    if fig is None:
        gone = [n for n, one in _open.items() if one is _current]
    elif fig == "all":
        gone = list(_open)
    else:
        gone = [n for n, one in _open.items() if one is fig or n == fig]
    for number in gone:
        if _open.pop(number) is _current:
            _current = list(_open.values())[-1] if _open else None


def clf():
    gcf().clear()


def cla():
    gca().clear()


def draw():
    pass


def pause(interval):
    show()


def ion():
    pass


def ioff():
    pass


def isinteractive():
    return False


def get_fignums():
    return sorted(n for n in _open if isinstance(n, int))


def fignum_exists(num):
    return num in _open


def switch_backend(newbackend):
    pass


def savefig(*args, **kwargs):
    return gcf().savefig(*args, **kwargs)


def title(label, *args, **kwargs):
    return gca().set_title(label, *args, **kwargs)


def suptitle(t, **kwargs):
    return gcf().suptitle(t, **kwargs)


def figtext(x, y, s, *args, **kwargs):
    return gcf().text(x, y, s, *args, **kwargs)


def figlegend(*args, **kwargs):
    return gcf().legend(*args, **kwargs)


def xlabel(label, *args, **kwargs):
    return gca().set_xlabel(label, *args, **kwargs)


def ylabel(label, *args, **kwargs):
    return gca().set_ylabel(label, *args, **kwargs)


def _ticks(axis, ticks, labels, kwargs):
    minor = kwargs.pop("minor", False)
    if ticks is not None:
        axis.set_ticks(ticks, minor=minor)
    if labels is not None:
        axis.set_ticklabels(labels, minor=minor)
    axis.set_label_style(**kwargs)
    import numpy as np
    return np.array(axis.get_ticklocs(minor=minor)), axis.labels_of(minor)


def xticks(ticks=None, labels=None, **kwargs):
    return _ticks(gca().xaxis, ticks, labels, kwargs)


def yticks(ticks=None, labels=None, **kwargs):
    return _ticks(gca().yaxis, ticks, labels, kwargs)


def xlim(*args, **kwargs):
    return gca().get_xlim() if not args and not kwargs else gca().set_xlim(*args, **kwargs)


def ylim(*args, **kwargs):
    return gca().get_ylim() if not args and not kwargs else gca().set_ylim(*args, **kwargs)


def xscale(value, **kwargs):
    gca().set_xscale(value, **kwargs)


def yscale(value, **kwargs):
    gca().set_yscale(value, **kwargs)


def tight_layout(**kwargs):
    gcf().tight_layout(**kwargs)


def subplots_adjust(**kwargs):
    gcf().subplots_adjust(**kwargs)


def colorbar(mappable=None, cax=None, ax=None, **kwargs):
    mappable = gci() if mappable is None else mappable
    return gcf().colorbar(mappable, cax=cax, ax=ax, **kwargs)


def gci():
    return getattr(gcf(), "mappable", None) if "mappable" in gcf().__dict__ else None


def clim(vmin=None, vmax=None):
    gci().set_clim(vmin, vmax)


def set_cmap(cmap):
    rcParams["image.cmap"] = get_cmap(cmap).name


def box(on=None):
    gca().set_frame_on(True if on is None else on)


def delaxes(ax=None):
    gcf().delaxes(ax or gca())


def setp(obj, *args, **kwargs):
    for one in obj if isinstance(obj, (list, tuple)) or hasattr(obj, "flatten") else [obj]:
        one.set(**kwargs)


def getp(obj, name):
    return getattr(obj, "get_" + name)()


def imread(fname, format=None):
    from matplotlib.image import imread as read
    return read(fname, format)


def _forward(name):
    def call(*args, **kwargs):
        return getattr(gca(), name)(*args, **kwargs)
    call.__name__ = name
    return call


for _name in ("annotate arrow autoscale axhline axhspan axis axline axvline axvspan bar bar_label barh boxplot clabel contour"
              " contourf errorbar fill fill_between fill_betweenx grid hist hist2d hlines imshow legend locator_params loglog"
              " margins matshow minorticks_off minorticks_on pcolor pcolormesh pie plot quiver scatter semilogx semilogy spy"
              " stackplot stem step text tick_params ticklabel_format twinx twiny vlines").split(" "):
    setattr(sys.modules[__name__], _name, _forward(_name))
for _name in ("viridis", "plasma", "inferno", "magma", "gray", "jet", "hot", "cool", "bone", "spring", "summer", "autumn",
              "winter"):
    setattr(sys.modules[__name__], _name, (lambda name: lambda: set_cmap(name))(_name))


def __getattr__(name):
    raise AttributeError(f"module 'matplotlib.pyplot' has no attribute '{name}', or nbrun does not support it")
