def f():
    y = 1
    del y
    return y
try: f()
except UnboundLocalError as e: print(e)
def g():
    def h(): return v
    h()
    v = 1
try: g()
except NameError as e: print(type(e).__name__, e)
