def attempt(f):
    try:
        f()
    except ImportError as e:
        print(type(e).__name__, e, e.name)
def a(): import no_such_module
def b(): import no_such.part
def c(): import collections.nothing
def d(): from collections import nothing_at_all
def e(): import string.part
attempt(a)
attempt(b)
attempt(c)
attempt(e)
import collections.abc
print(collections.abc.Mapping.__name__)
