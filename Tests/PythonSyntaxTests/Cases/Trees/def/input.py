def f(): pass
def f(a): return a
def f(a, b=1): return
