def show(f):
    try: print(f())
    except TypeError as e: print(e)
def a(x): pass
def b(x, y): pass
def c(x, y, z): pass
def d(*, k): pass
def e(*, k, m, n): pass
show(lambda: a())
show(lambda: b())
show(lambda: c())
show(lambda: d())
show(lambda: e())
show(lambda: b(y=1))
show(lambda: c(1, z=2))
