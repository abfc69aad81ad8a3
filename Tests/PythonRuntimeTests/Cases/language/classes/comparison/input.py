class N:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return isinstance(o, N) and self.n == o.n
    def __lt__(self, o): return self.n < o.n
    def __le__(self, o): return self.n <= o.n
    def __repr__(self): return f"N{self.n}"
a, b = N(1), N(2)
print(a == N(1), a != N(1), a != b, a < b, a > b, a <= b, a >= b, sorted([N(3), a, b]), max(a, b), a in [N(1)], [N(5)].index(N(5)))
try: hash(a)
except TypeError as e: print(e)
try: {a: 1}
except TypeError as e: print(e)
class P: pass
for f in (lambda: P() < P(), lambda: 1 < "a", lambda: [] >= (), lambda: None < 1):
    try: f()
    except TypeError as e: print(e)
