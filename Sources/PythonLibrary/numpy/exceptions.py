"""NumPy's exceptions."""
from numpy._array import AxisError


class ComplexWarning(RuntimeWarning):
    """The imaginary part of a number was dropped."""


class VisibleDeprecationWarning(UserWarning):
    """A use that will end."""
