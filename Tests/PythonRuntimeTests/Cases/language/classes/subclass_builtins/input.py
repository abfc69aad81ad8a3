class L(list):
    def total(self): return sum(self)
    def __getitem__(self, i): return ("item", super().__getitem__(i))
l = L([1, 2, 3])
l.append(4)
print(l, l.total(), l[0], len(l), isinstance(l, list), l + [1], type(l[:1]))
class D(dict):
    def __missing__(self, k): return k * 2
d = D(a=1)
print(d["a"], d["zz"], d, d.get("q"))
class S(str):
    def shout(self): return self.upper() + "!"
s = S("hey")
s.attr = 1
print(s.shout(), s, repr(s), s + "x", s == "hey", {s: 1}["hey"], s.attr)
class F(float): pass
print(F(2.5) * 2, F(1.5), repr(F(1.5)))
class E(Exception):
    def __init__(self, code): super().__init__("code", code); self.code = code
try: raise E(3)
except E as e: print(e, e.args, e.code, repr(e))
