"""Plots as tutorials draw them; a figure becomes a picture in the report."""
from matplotlib import colors as colors
from matplotlib.colors import Registry

__version__ = "3.11.2"
colormaps = Registry()
rcParamsDefault = {
    "figure.figsize": [6.4, 4.8], "figure.dpi": 100.0, "figure.facecolor": "white", "axes.facecolor": "white",
    "axes.edgecolor": "black", "axes.linewidth": 0.8, "axes.grid": False, "axes.titlesize": 12.0,
    "axes.labelsize": 10.0, "axes.labelcolor": "black", "axes.spines.left": True, "axes.spines.right": True,
    "axes.spines.top": True, "axes.spines.bottom": True, "axes.xmargin": 0.05, "axes.ymargin": 0.05,
    "axes.axisbelow": "line", "axes.prop_cycle": [colors.to_rgb(value) for value in colors.TABLEAU_COLORS.values()], "font.size": 10.0,
    "grid.color": "#b0b0b0", "grid.linestyle": "-", "grid.linewidth": 0.8, "grid.alpha": 1.0, "image.cmap": "viridis",
    "image.origin": "upper", "image.interpolation": "auto", "legend.fontsize": 10.0, "legend.frameon": True,
    "legend.loc": "best", "lines.linewidth": 1.5, "lines.markersize": 6.0, "lines.linestyle": "-",
    "xtick.labelsize": 10.0, "ytick.labelsize": 10.0, "xtick.color": "black", "ytick.color": "black",
    "text.color": "black", "patch.facecolor": "C0", "savefig.dpi": "figure", "hist.bins": 10,
    "figure.subplot.left": 0.125, "figure.subplot.right": 0.9, "figure.subplot.bottom": 0.11,
    "figure.subplot.top": 0.88, "figure.subplot.wspace": 0.2, "figure.subplot.hspace": 0.2,
}
_SIZES = {"xx-small": 0.579, "x-small": 0.694, "small": 0.833, "medium": 1.0, "large": 1.2, "x-large": 1.44,
          "xx-large": 1.728, "smaller": 0.833, "larger": 1.2}
# Settings that change nothing in a picture made of shapes.
_WITHOUT_EFFECT = ("savefig.", "font.family", "font.sans-serif", "font.serif", "svg.", "pdf.", "ps.", "text.usetex",
                   "axes.unicode_minus", "mathtext.", "figure.max_open_warning", "animation.", "interactive",
                   "figure.autolayout", "backend", "toolbar", "axes.formatter.", "lines.antialiased")


class RcParams(dict):
    def __setitem__(self, key, value):
        if key not in rcParamsDefault and not key.startswith(_WITHOUT_EFFECT):
            raise KeyError(f"{key} is not a setting that nbrun knows (see rcParams.keys() for a list)")
        if key.endswith("size") and isinstance(value, str) and value in _SIZES:
            value = _SIZES[value] * self.get("font.size", 10.0)
        if key == "axes.prop_cycle" and not isinstance(value, list):
            value = [entry["color"] for entry in value if "color" in entry]
        if key == "font.size":
            ratio = value / self.get("font.size", 10.0)
            for name in ("axes.titlesize", "axes.labelsize", "legend.fontsize", "xtick.labelsize", "ytick.labelsize"):
                if name in self:
                    dict.__setitem__(self, name, self[name] * ratio)
        dict.__setitem__(self, key, value)
        if key == "axes.prop_cycle":
            colors._cycle[:] = value

    def update(self, *args, **kwargs):
        for key, value in dict(*args, **kwargs).items():
            self[key] = value

    def copy(self):
        return dict(self)


rcParams = RcParams(rcParamsDefault)


def font_size(value, default=None):
    """A size in points, which may be given in words."""
    if value is None:
        return rcParams["font.size"] if default is None else default
    if isinstance(value, str):
        if value not in _SIZES:
            raise ValueError(f"{value!r} is not a valid value for fontsize; supported values are {', '.join(_SIZES)}")
        return _SIZES[value] * rcParams["font.size"]
    return float(value)


def rc(group, **kwargs):
    for one in (group,) if isinstance(group, str) else group:
        for key, value in kwargs.items():
            rcParams[f"{one}.{key}"] = value


def rcdefaults():
    dict.update(rcParams, rcParamsDefault)
    colors._cycle[:] = rcParamsDefault["axes.prop_cycle"]


class rc_context:
    def __init__(self, rc=None, fname=None):
        self._rc = rc or {}

    def __enter__(self):
        self._old = dict(rcParams)
        rcParams.update(self._rc)

    def __exit__(self, *exception):
        dict.update(rcParams, self._old)
        colors._cycle[:] = rcParams["axes.prop_cycle"]
        return False


def use(backend, *, force=True):
    pass


def get_backend():
    return "nbrun"


def interactive(b):
    pass


def is_interactive():
    return False
