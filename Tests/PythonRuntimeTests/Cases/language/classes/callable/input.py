class C:
    def __call__(self, *a, **k): return a, k
c = C()
print(c(1, x=2), callable(c), callable(5))
try: (5)()
except TypeError as e: print(e)
try: "a"()
except TypeError as e: print(e)
try: C.__new__(C)(1)
except TypeError as e: print(e)
class D: pass
try: D()()
except TypeError as e: print(e)
