def show(f):
    try: print(f())
    except TypeError as e: print(e)
def a(x): pass
def p(x, /): pass
show(lambda: a(y=1))
show(lambda: a(1, x=2))
show(lambda: p(x=1))
show(lambda: a(**{1: 2}))
show(lambda: a(**5))
show(lambda: a(*5))
show(lambda: a(1, **{"x": 2}))
show(lambda: a(x=1, **{"x": 2}))
show(lambda: (lambda q: q)())
