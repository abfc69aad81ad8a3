import inspect, sys
class Base:
    def keep(self, ignore=()):
        frame = inspect.currentframe().f_back
        _, _, _, values = inspect.getargvalues(frame)
        self.kept = {k: v for k, v in values.items() if k not in set(ignore) | {'self'} and not k.startswith('_')}
class A(Base):
    def __init__(self, w, b=2, *rest, c=3, **more):
        super().__init__()
        local = w + b
        self.keep(ignore=['b'])
a = A(1, 5, 6, 7, c=9, d=4)
print(sorted(a.kept.items()))
def outer(x):
    y = x + 1
    def inner(z):
        f = inspect.currentframe()
        return f.f_code.co_name, f.f_back.f_code.co_name, sorted(f.f_back.f_locals), sorted(set(f.f_locals) - {"f"}), y
    return inner(3)
print(outer(1))
def g(a, b, *c, d=1, **e):
    h = 3
    return inspect.getargvalues(inspect.currentframe())
r = g(1, 2, 3, d=4, e=5)
print(r.args, r.varargs, r.keywords, r.locals)
print(inspect.getargvalues(sys._getframe()).args, inspect.currentframe().f_back is None, 'outer' in inspect.currentframe().f_locals)
def depth(n):
    if n: return depth(n - 1)
    f, k = inspect.currentframe(), 0
    while f: f, k = f.f_back, k + 1
    return k
print(depth(0), depth(50))
class C:
    x = 1
    names = sorted(n for n in sys._getframe().f_locals if not n.startswith('_'))
print(C.names)
