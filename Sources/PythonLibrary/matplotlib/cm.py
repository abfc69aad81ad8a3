"""Colour maps by their names: `cm.viridis`, `cm.get_cmap("viridis")`."""
from matplotlib.colors import ScalarMappable, Registry, get_cmap

_registry = Registry()


def __getattr__(name):
    if name in _registry:
        return get_cmap(name)
    raise AttributeError(f"module 'matplotlib.cm' has no attribute '{name}'")
