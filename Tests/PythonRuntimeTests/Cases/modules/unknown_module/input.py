for name in ("no_such_module", "no_such.part", "collections.nothing"):
    try: __import__(name)
    except ModuleNotFoundError as e: print(e, e.name)
try:
    from math import nothing
except ImportError as e: print(e)
import collections.abc, os.path
print(collections.abc.Mapping.__name__)
