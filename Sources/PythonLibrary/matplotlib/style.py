"""`matplotlib.style`"""
import matplotlib

_SETTINGS = {
    "default": {},
    "classic": {},
    "fast": {},
    "bmh": {"axes.grid": True, "axes.facecolor": "#eeeeee", "axes.edgecolor": "#bcbcbc", "lines.linewidth": 2.0},
    "ggplot": {"axes.facecolor": "#E5E5E5", "axes.edgecolor": "white", "axes.grid": True, "axes.axisbelow": True,
               "grid.color": "white", "axes.linewidth": 1.0, "xtick.color": "#555555", "ytick.color": "#555555",
               "axes.labelcolor": "#555555", "axes.labelsize": 12.0, "axes.titlesize": 14.4,
               "axes.prop_cycle": ["#E24A33", "#348ABD", "#988ED5", "#777777", "#FBC15E", "#8EBA42", "#FFB5B8"]},
    "fivethirtyeight": {"axes.grid": True, "axes.facecolor": "#f0f0f0", "figure.facecolor": "#f0f0f0",
                        "axes.edgecolor": "#f0f0f0", "lines.linewidth": 4.0, "grid.color": "#cbcbcb", "axes.axisbelow": True,
                        "axes.prop_cycle": ["#008fd5", "#fc4f30", "#e5ae38", "#6d904f", "#8b8b8b", "#810f7c"]},
    "dark_background": {"figure.facecolor": "black", "axes.facecolor": "black", "axes.edgecolor": "white",
                        "axes.labelcolor": "white", "xtick.color": "white", "ytick.color": "white", "text.color": "white",
                        "grid.color": "white"},
    "grayscale": {"axes.prop_cycle": ["0.00", "0.40", "0.60", "0.70"], "image.cmap": "gray"},
}
_SEABORN = {
    "": {}, "-whitegrid": {"axes.grid": True, "axes.edgecolor": ".8", "grid.color": ".8", "axes.axisbelow": True},
    "-white": {"axes.edgecolor": ".15"}, "-ticks": {"axes.edgecolor": ".15"},
    "-darkgrid": {"axes.grid": True, "axes.facecolor": "#EAEAF2", "axes.edgecolor": "white", "grid.color": "white",
                  "axes.axisbelow": True},
    "-dark": {"axes.facecolor": "#EAEAF2", "axes.edgecolor": "white"},
    "-deep": {"axes.prop_cycle": ["#4C72B0", "#55A868", "#C44E52", "#8172B2", "#CCB974", "#64B5CD"]},
    "-notebook": {}, "-paper": {"font.size": 8.0}, "-talk": {"font.size": 13.0}, "-poster": {"font.size": 16.0},
    "-pastel": {"axes.prop_cycle": ["#92C6FF", "#97F0AA", "#FF9F9A", "#D0BBFF", "#FFFEA3", "#B0E0E6"]},
    "-muted": {"axes.prop_cycle": ["#4878CF", "#6ACC65", "#D65F5F", "#B47CC7", "#C4AD66", "#77BEDB"]},
    "-bright": {"axes.prop_cycle": ["#003FFF", "#03ED3A", "#E8000B", "#8A2BE2", "#FFC400", "#00D7FF"]},
    "-colorblind": {"axes.prop_cycle": ["#0072B2", "#009E73", "#D55E00", "#CC79A7", "#F0E442", "#56B4E9"]},
}
for _name, _values in _SEABORN.items():
    _SETTINGS["seaborn" + _name] = _SETTINGS["seaborn-v0_8" + _name] = _values
available = sorted(_SETTINGS)
library = _SETTINGS


def _settings(style):
    if isinstance(style, dict):
        return style
    if style not in _SETTINGS:
        raise OSError(f"{style!r} is not a valid package style, path of style file, URL of style file, or library style name"
                      " (library styles are listed in `style.available`)")
    return _SETTINGS[style]


def use(style):
    """Applies the settings of one or several styles."""
    for one in style if isinstance(style, (list, tuple)) else [style]:
        if one == "default":
            matplotlib.rcdefaults()
        matplotlib.rcParams.update(_settings(one))


class context(matplotlib.rc_context):
    def __init__(self, style, after_reset=False):
        merged = {}
        for one in style if isinstance(style, (list, tuple)) else [style]:
            merged.update(_settings(one))
        super().__init__(merged)
