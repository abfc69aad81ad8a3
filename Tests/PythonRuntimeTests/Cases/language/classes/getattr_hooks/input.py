class A:
    x = 1
    def __getattr__(self, name):
        if name.startswith("no"): raise AttributeError("nothing called " + name)
        return "made " + name
a = A()
a.y = 2
print(a.x, a.y, a.z, hasattr(a, "now"), getattr(a, "nope", "default"))
class B:
    def __getattribute__(self, name):
        if name == "secret": raise AttributeError("hidden")
        return object.__getattribute__(self, name)
    def __getattr__(self, name): return "fallback " + name
b = B()
b.v = 1
print(b.v, b.secret)
class C:
    def __setattr__(self, n, v): print("set", n, v); super().__setattr__(n, v)
    def __delattr__(self, n): print("del", n); object.__delattr__(self, n)
c = C()
c.a = 1
del c.a
print(c.__dict__)
