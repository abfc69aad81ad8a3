class Meta(type):
    def __new__(m, name, bases, ns, **kw):
        ns["made_by"] = m.__name__
        print("new", name, [b.__name__ for b in bases], kw)
        return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.reg = name
    def __call__(cls, *a):
        print("call", a)
        return super().__call__(*a)
    def hello(cls): return "hello " + cls.__name__
    @property
    def size(cls): return 7
    def __len__(cls): return 3
class A(metaclass=Meta, opt=1):
    def __init__(self, x): self.x = x
class B(A): pass
print(A(1).x, B.made_by, B.reg, A.hello(), A.size, len(A), type(B).__name__)
class N(type): pass
try:
    class X(A, metaclass=N): pass
except TypeError as e: print(e)
