class A:
    def f(self): print("A.f")
class B(A):
    def f(self): print("B.f"); super().f()
class C(A):
    def f(self): print("C.f"); super().f()
class D(B, C):
    def f(self): print("D.f"); super().f()
D().f()
print([c.__name__ for c in D.mro()])
