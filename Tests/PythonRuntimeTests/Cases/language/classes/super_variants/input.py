class A:
    def __repr__(self): return "A.repr"
    def __setattr__(self, n, v): super().__setattr__(n, v * 2)
    @classmethod
    def make(cls): return "A.make " + cls.__name__
    @property
    def p(self): return "A.p"
    @staticmethod
    def s(): return "A.s"
class B(A):
    def __repr__(self): return "B<" + super().__repr__() + ">"
    @classmethod
    def make(cls): return "B." + super().make()
    @property
    def p(self): return "B." + super().p
    def inner(self): return [super(B, self).p for _ in range(1)], super().s()
b = B()
b.x = 4
print(b, b.x, B.make(), b.p, b.inner())
try: super().x
except RuntimeError as e: print(e)
class C(B):
    def __init__(self): super().__init__()
    def __eq__(self, o): return super().__eq__(o)
    def __hash__(self): return 7
    def __len__(self): return 2
c = C()
print(c == c, c == 1, hash(c), object.__repr__(c).startswith("<__main__.C object"))
