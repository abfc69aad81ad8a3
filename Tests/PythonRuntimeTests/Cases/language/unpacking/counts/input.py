for f in ("a, b = 1, 2, 3", "a, b = [1]", "a, b, c = 'ab'", "a, *b, c = [1]", "a, b = 5", "a, b = {1: 2}", "(a, b), c = (1, 2), 3", "[a, [b]] = [1, [2, 3]]", "a, b = iter([1, 2, 3])", "*a, = ()"):
    try:
        exec(f) if False else None
    except Exception: pass
def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def a(): x, y = 1, 2, 3
def b(): x, y = [1]
def c(): x, y, z = "ab"
def d(): x, *y, z = [1]
def e(): x, y = 5
def g():
    (p, q), r = (1, 2), 3
    return p, q, r
def h():
    x, y = iter([1, 2, 3])
def i():
    *x, = ()
    return x
def j():
    x, *y = "abc"
    return x, y
def k():
    first, (second, *rest), *last = 1, [2, 3, 4], 5, 6
    return first, second, rest, last
def l():
    x = None
    p, q = x
def m():
    p, q = {"u": 1, "v": 2}
    return p, q
for f in (a, b, c, d, e, g, h, i, j, k, l, m): t(f)
