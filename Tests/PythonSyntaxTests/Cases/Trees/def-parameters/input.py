def f(a, b=1, *c, d, e=2, **g): pass
def f(*, a): pass
def f(*a): pass
def f(**a): pass
def f(a, /): pass
def f(a, /, b): pass
def f(a, b=1, /, c=2, *, d): pass
def f(a,): pass
def f(*a,): pass
def f(**a,): pass
def f(a, *, b, c=1): pass
def f(a=1, /, *b): pass
