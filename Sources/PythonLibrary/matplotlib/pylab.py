"""`matplotlib.pylab`: plots and numbers in one namespace."""
from numpy import *
from matplotlib.pyplot import *
