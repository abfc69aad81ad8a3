def log(prefix):
    def wrap(f):
        def inner(*a, **k):
            print(prefix, f.__name__, a, k)
            return f(*a, **k)
        inner.__name__ = f.__name__
        return inner
    return wrap
@log("A")
@log("B")
def add(x, y=1): return x + y
print(add(2, y=3))
def cls(c):
    c.tag = "decorated"
    return c
@cls
class K: pass
print(K.tag)
