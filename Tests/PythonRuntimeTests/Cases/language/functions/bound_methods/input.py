class A:
    def __init__(self, v): self.v = v
    def get(self, k=0): return self.v + k
a = A(5)
g = a.get
print(g(), g(1), g(k=2), g.__self__ is a, g.__func__ is A.get, a.get == a.get, a.get is a.get)
print(list(map(a.get, [1, 2])), [].append.__name__, "x".join(["a", "b"]), str.upper("q"), list(map(str.strip, [" a "])))
ap = [].append
l = []
add = l.append
for i in range(3): add(i)
print(l)
a.fn = lambda k: ("no self", k)
print(a.fn(3))
