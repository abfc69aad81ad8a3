"""`matplotlib.lines`"""
from matplotlib.artist import Line2D
