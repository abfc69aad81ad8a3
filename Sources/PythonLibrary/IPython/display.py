"""What a notebook shows: here as text, and figures in the report."""

__all__ = ["HTML", "Latex", "Markdown", "Math", "clear_output", "display", "set_matplotlib_formats"]


def __getattr__(name):
    raise AttributeError(f"module 'IPython.display' has no attribute '{name}', or nbrun does not support it")


def display(*objs, include=None, exclude=None, metadata=None, transient=None, display_id=None, raw=False, clear=False):
    """Shows values, one below the other."""
    for value in objs:
        # A figure that is open is in the report at the end of its cell.
        if not hasattr(value, "savefig"):
            print(repr(value))


def clear_output(wait=False):
    """Leaves what was shown: a document shows all of it."""


def set_matplotlib_formats(*formats, **kwargs):
    """Leaves the format of figures, which is SVG."""


class _Text:
    def __init__(self, data=None, url=None, filename=None, metadata=None):
        self.data = data

    def __repr__(self):
        return f"<IPython.core.display.{type(self).__name__} object>"


class HTML(_Text):
    """A part of a page."""


class Markdown(_Text):
    """A text with marks."""


class Math(_Text):
    """A formula."""


class Latex(_Text):
    """A text with formulas."""
