class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Q:
    def __init__(self, n): self.n = n
def m(v):
    match v:
        case P(0, 0): return "origin"
        case P(x, y=0): return ("axis", x)
        case P(x=a, y=b) if a == b: return ("diagonal", a)
        case P(): return "point"
        case Q(n=int(k)): return ("int", k)
        case Q(n=str()): return "str"
        case int(i) | float(i): return ("number", i)
        case str(): return "string"
        case list([first, *_]): return first
        case [P(), P(1, z) as second]: return (z, second.x)
print([m(v) for v in (P(0, 0), P(3, 0), P(2, 2), P(1, 2), Q(5), Q("s"), Q(None), 4, 2.5, "t", [7, 8], (P(0, 0), P(1, 6)))])
try:
    match P(1, 2):
        case P(a, b, c): pass
except TypeError as e: print(e)
try:
    match 5:
        case Q(a): pass
        case int(a, b): pass
except TypeError as e: print(e)
