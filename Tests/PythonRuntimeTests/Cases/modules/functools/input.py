import functools
from functools import partial, reduce, lru_cache, cache, wraps, cmp_to_key, total_ordering, singledispatch, cached_property
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
def add(a, b=2, *c): return (a, b, c)
p = partial(add, 1, b=5)
print(p(), p.args, p.keywords, p.func is add, partial(p, b=7)())
print(partial(int, base=2)("101"))
attempt(lambda: partial(3))
print(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 10))
attempt(lambda: reduce(lambda a, b: a, []))
calls = []
@lru_cache(maxsize=2)
def f(x):
    calls.append(x)
    return x * 2
print(f(1), f(2), f(1), f(3), f(2), calls, f.cache_info())
f.cache_clear(); print(f.cache_info())
@lru_cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), fib.__name__, fib.__wrapped__ is not None)
@cache
def g(*a, **k): return (a, k)
print(g(1, x=2), g(1, x=2), g.cache_info())
attempt(lambda: g([]))
def deco(fn):
    @wraps(fn)
    def inner(*a, **k):
        "inner doc"
        return fn(*a, **k)
    return inner
@deco
def hello(name):
    "says hello"
    return "hello " + name
print(hello("x"), hello.__name__, hello.__doc__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) < V(2), V(1) <= V(1), V(2) > V(1), V(2) >= V(3), max(V(1), V(5), V(3)).v)
@total_ordering
class W:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __ge__(self, o): return self.v >= o.v
print(W(1) < W(2), W(1) <= W(1), W(2) > W(1), W(2) >= W(3))
attempt(lambda: total_ordering(type("Z", (), {})))
@singledispatch
def show(x): return "object"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
@show.register(float)
@show.register(complex)
def _(x): return "number"
print(show("a"), show(1), show([1]), show(1.5), show(1j), show(True), show.dispatch(int)(3))
class C:
    n = 0
    @cached_property
    def data(self):
        C.n += 1
        return [C.n]
c = C(); print(c.data, c.data, C.n, c.__dict__)
class D:
    def m(self, a, b): return (a, b)
    pm = functools.partialmethod(m, 1)
print(D().pm(2))
print(functools.update_wrapper(lambda: 0, add).__name__)
