class M:
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0].__name__ if a[0] else None)
def gen():
    with M():
        yield 1
        yield 2
for v in gen(): print(v)
def f():
    with M() as a, M() as b:
        raise KeyError("k")
try: f()
except KeyError as e: print(repr(e), len(e.args))
with M():
    try: raise ValueError
    except ValueError: print("inside")
