"""`matplotlib_inline.backend_inline`"""


def set_matplotlib_formats(*formats, **kwargs):
    pass


def set_matplotlib_close(close=True):
    pass
