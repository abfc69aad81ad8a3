def f(*args, **kwargs): return args, kwargs
def g(*args, **kwargs): return f(*args, extra=1, **kwargs)
print(g(1, 2, k=3))
def h(a, *b, c=0, **d): return a, b, c, d
args, kw = [1, 2, 3], {"c": 4, "e": 5}
print(h(*args, **kw), h(0, *args, 9, **kw))
print(max(*[3, 1, 2]), print(*"abc", **{"sep": "-"}))
class A:
    def __init__(self, *a, **k): self.a, self.k = a, k
o = A(*args, **kw)
print(o.a, o.k)
