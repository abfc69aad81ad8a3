class A: pass
a, b = A(), A()
print(a == a, a == b, a != b, a != a, hash(a) == hash(a), a in [b, a], {a: 1}[a], [a].index(a), [a] == [a], [a] == [b])
class E:
    def __eq__(self, o): return True
print(E() == 5, 5 == E(), E() != 5, E() in [1], [E()] == [3])
class NE:
    def __ne__(self, o): return "ne"
print(NE() != 1, NE() == 1)
