class D:
    def __set_name__(self, owner, name): self.name = name; print("set_name", owner.__name__, name)
    def __get__(self, obj, owner):
        if obj is None: return self
        return obj.__dict__.get(self.name, "unset")
    def __set__(self, obj, value): obj.__dict__[self.name] = value * 2
    def __delete__(self, obj): del obj.__dict__[self.name]
class N:
    def __get__(self, obj, owner): return ("non-data", obj is None, owner.__name__)
class A:
    d = D()
    n = N()
a = A()
print(a.d, a.n, A.n)
a.d = 5
a.n = "instance"
print(a.d, a.n, type(A.d).__name__)
del a.d
print(a.d)
