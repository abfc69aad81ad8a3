class A:
    def __repr__(self): return "R"
class B(A):
    def __str__(self): return "S"
class C:
    def __format__(self, spec): return f"<{spec}>"
    def __bool__(self): return False
    def __index__(self): return 2
    def __int__(self): return 7
    def __float__(self): return 1.5
    def __len__(self): return 4
print(A(), str(A()), [B()], B(), f"{B()} {B()!r} {A()!s:>3}|", f"{C():abc} {C()}", format(C(), "x"))
print(bool(C()), "abc"[C()], int(C()), float(C()), len(C()), [1, 2, 3][C():], hex(C()))
class D:
    def __repr__(self): return 5
try: repr(D())
except TypeError as e: print(e)
class E:
    def __bool__(self): return 1
try: bool(E())
except TypeError as e: print(e)
class F:
    def __len__(self): return -1
try: len(F())
except ValueError as e: print(e)
