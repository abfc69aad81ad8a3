class V:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"V({self.v})"
    def __add__(self, o): return V(self.v + (o.v if isinstance(o, V) else o))
    def __radd__(self, o): return V(o + self.v)
    def __sub__(self, o): return V(self.v - o)
    def __rsub__(self, o): return V(o - self.v)
    def __mul__(self, o): return NotImplemented
    def __rmul__(self, o): return V(o * self.v)
    def __truediv__(self, o): return "div"
    def __floordiv__(self, o): return "floordiv"
    def __mod__(self, o): return "mod"
    def __pow__(self, o): return "pow"
    def __matmul__(self, o): return "matmul"
    def __rmatmul__(self, o): return "rmatmul"
    def __lshift__(self, o): return "lshift"
    def __rshift__(self, o): return "rshift"
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __xor__(self, o): return "xor"
    def __neg__(self): return V(-self.v)
    def __pos__(self): return "pos"
    def __invert__(self): return "invert"
    def __abs__(self): return "abs"
    def __iadd__(self, o): self.v += o; return self
    def __divmod__(self, o): return "divmod"
v = V(5)
print(v + 1, 1 + v, v + v, v - 1, 10 - v, 3 * v, v / 1, v // 1, v % 1, v ** 2, v @ v, 1 @ v)
print(v << 1, v >> 1, v & 1, v | 1, v ^ 1, -v, +v, ~v, abs(v), divmod(v, 2))
w = v
w += 3
print(w is v, v)
print(sum([V(1), V(2)]))
try: v * 3
except TypeError as e: print(e)
try: "a" - v
except TypeError as e: print(e)
