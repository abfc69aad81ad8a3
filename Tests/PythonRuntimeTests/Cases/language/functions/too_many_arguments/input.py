def show(f):
    try: print(f())
    except TypeError as e: print(e)
def z(): pass
def a(x): pass
def b(x, y=1): pass
def c(x, *, k=1): pass
show(lambda: z(1))
show(lambda: z(1, 2))
show(lambda: a(1, 2))
show(lambda: b(1, 2, 3))
show(lambda: c(1, 2))
show(lambda: c(1, 2, k=3))
class C:
    def m(self, x): pass
show(lambda: C().m(1, 2))
show(lambda: C().m())
show(lambda: C.m())
