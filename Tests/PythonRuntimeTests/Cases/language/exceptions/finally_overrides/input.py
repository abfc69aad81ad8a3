def f():
    try: raise ValueError
    finally: return 1
print(f())
def g():
    while True:
        try: raise ValueError
        finally: break
    return 2
print(g())
def h():
    try: raise ValueError("a")
    finally: raise KeyError("b")
try: h()
except KeyError as e: print(repr(e), repr(e.__context__))
