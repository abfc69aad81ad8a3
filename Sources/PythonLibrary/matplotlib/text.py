"""`matplotlib.text`"""
from matplotlib.artist import Annotation, Text
