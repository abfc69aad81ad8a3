"""Tables, as far as tutorials about tensors use them: making, printing, choosing rows and columns, and numbers of both.

What is missing says so where it is used.
"""
from pandas._frame import DataFrame
from pandas._series import Index, Series

__version__ = "3.1.1"


def isna(obj):
    from pandas._text import is_missing
    return obj.isna() if isinstance(obj, (DataFrame, Series)) else is_missing(obj)


isnull = isna


def notna(obj):
    return ~obj.isna() if isinstance(obj, (DataFrame, Series)) else not isna(obj)


def __getattr__(name):
    if name.startswith("read_"):
        def refuse(*args, **kwargs):
            raise RuntimeError(f"pandas.{name} reads a file or an address, and nbrun gives documents neither: make the "
                               "table in the document, with pandas.DataFrame")
        return refuse
    raise AttributeError(f"module 'pandas' has no attribute '{name}', or nbrun does not support it")
