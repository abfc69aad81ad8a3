def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw
print(f(1, d=4))
print(f(1, 9, 8, 7, 6, d=4, z=1, a=3))
print(f(*[1, 2], *(3, 4), **{"d": 1}, **{"q": 2}))
def g(x, y): return x - y
print(g(y=1, x=5), g(*"", **{"x": 1, "y": 2}))
