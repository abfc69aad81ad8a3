"""`matplotlib.patches`"""
from matplotlib.artist import Circle, Ellipse, Patch, Polygon, Rectangle, Wedge
