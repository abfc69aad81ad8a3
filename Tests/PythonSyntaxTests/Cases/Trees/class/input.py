class A: pass
class B(): pass
class C(A): pass
class D(A, B, metaclass=M, **k): pass
class E(*a): pass
