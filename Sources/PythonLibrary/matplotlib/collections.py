"""`matplotlib.collections`"""
from matplotlib.artist import LineCollection, PathCollection, PolyCollection
