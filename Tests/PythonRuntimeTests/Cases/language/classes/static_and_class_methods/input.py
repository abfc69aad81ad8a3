class A:
    n = 0
    @classmethod
    def make(cls, *a):
        cls.n += 1
        return cls.__name__, a
    @staticmethod
    def add(x, y): return x + y
class B(A): pass
print(A.make(1), B.make(2), A().make(3), A.n, B.n, B.add(1, 2), A().add(3, 4))
