import copy
a = [1, [2, 3], {"k": (4, [5])}]
b = copy.copy(a); c = copy.deepcopy(a)
a[1].append(9); a[2]["k"][1].append(8)
print(b, c, b[1] is a[1], c[1] is a[1])
class P:
    def __init__(self, x, items): self.x = x; self.items = items
    def __repr__(self): return f"P({self.x}, {self.items})"
p = P(1, [1, 2]); q = copy.copy(p); r = copy.deepcopy(p)
p.items.append(3); p.x = 7
print(p, q, r, type(r) is P)
l = [1]; l.append(l); m = copy.deepcopy(l); print(m[1] is m, m[0], m is l)
n = P(1, None); n.items = n; o = copy.deepcopy(n); print(o.items is o, o is n)
class D:
    def __init__(self, v): self.v = v
    def __deepcopy__(self, memo): return D("deep" + self.v)
    def __copy__(self): return D("shallow" + self.v)
print(copy.copy(D("x")).v, copy.deepcopy([D("y")])[0].v)
shared = [1]; s = copy.deepcopy([shared, shared]); print(s[0] is s[1], s)
print(copy.deepcopy((1, 2)), copy.deepcopy("s"), copy.deepcopy(None), copy.deepcopy({1, 2}), copy.deepcopy(frozenset([1])))
class L(list):
    def __init__(self, *a): super().__init__(*a); self.tag = "t"
x = L([1, [2]]); y = copy.deepcopy(x); y[1].append(3); print(x, y, type(y).__name__, y.tag)
class MyDict(dict): pass
w = MyDict(a=[1]); w.attr = [2]; z = copy.deepcopy(w); z["a"].append(5); z.attr.append(6); print(w, w.attr, z, z.attr, type(z).__name__)
class S:
    __slots__ = ("a", "b")
    def __init__(self): self.a = [1]
t = copy.deepcopy(S()); print(t.a, hasattr(t, "b"))
from collections import OrderedDict, defaultdict, namedtuple, deque
print(copy.deepcopy(OrderedDict(a=[1])), copy.copy(defaultdict(list, a=[1])), copy.deepcopy(deque([1, [2]], maxlen=3)))
N = namedtuple("N", "a b"); print(copy.deepcopy(N(1, [2])), copy.copy(N(1, 2)))
f = lambda: 1
print(copy.copy(f) is f, copy.deepcopy(len) is len, copy.copy(P) is P)
class G:
    def __init__(self): self.a = 1; self.b = 2
    def __getstate__(self): return {"a": self.a}
    def __setstate__(self, s): self.__dict__.update(s); self.b = "restored"
print(copy.copy(G()).b, copy.deepcopy(G()).a)
print(copy.deepcopy(ValueError("x", 3)).args, copy.deepcopy(bytearray(b"ab")))
