class A:
    class I: pass
    def m(self): pass
print(A, A.I, int, type, [A])
print(repr(A.m).split(" at ")[0], repr(A().m).split(" of ")[0])
print(repr(A()).split(" at ")[0], object.__repr__(A()).split(" at ")[0])
