class D:
    def __set_name__(self, o, n): raise ValueError("bad name")
try:
    class A: d = D()
except RuntimeError as e: print(e, repr(e.__cause__))
