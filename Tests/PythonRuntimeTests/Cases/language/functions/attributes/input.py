def f(a: int, b: "str" = "x", *args: 3, **kw) -> float:
    """Says what it does."""
f.note = 5
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__annotations__, f.note, f.__dict__)
class A:
    def m(self): pass
    class B:
        def n(self): pass
print(A.m.__qualname__, A.B.n.__qualname__, A.B.__qualname__)
def o():
    def i(): pass
    return i
print(o().__qualname__, (lambda: 0).__name__)
print(type(f), type(len), type(A().m), type(f).__name__)
