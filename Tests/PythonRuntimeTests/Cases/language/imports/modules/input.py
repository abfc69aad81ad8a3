import math
import math as m
from math import pi, sqrt as root
import os.path
print(math is m, round(pi, 5), root(16), math.__name__)
try: import no_such_module
except ModuleNotFoundError as e: print(e, e.name)
try: import no_such.sub
except ImportError as e: print(e)
try: from math import nothing
except ImportError as e: print(str(e).split(" (")[0])
try: math.nothing
except AttributeError as e: print(e)
from math import *
print(floor(2.7), e > 2)
def f():
    import math as inner
    from math import cos
    return inner.sin(0.0), cos(0.0)
print(f())
