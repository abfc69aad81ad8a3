class S:
    inst = None
    def __new__(cls, *a):
        if cls.inst is None: cls.inst = super().__new__(cls)
        return cls.inst
    def __init__(self, v): self.v = v
a, b = S(1), S(2)
print(a is b, a.v)
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __repr__(self): return f"I<{int(self)}>"
print(I(4), I(4) + 1, type(I(4) + 1).__name__, I(3) == 6)
class T(tuple):
    def __new__(cls, a, b): return tuple.__new__(cls, (a, b))
    @property
    def first(self): return self[0]
print(T(1, 2), T(1, 2).first, len(T(3, 4)))
class Other:
    def __new__(cls): return 42
    def __init__(self): print("never")
print(Other())
