class A:
    def __add__(self, o): return "A.add"
    def __radd__(self, o): return "A.radd"
    def __eq__(self, o): return "A.eq"
    def __lt__(self, o): return "A.lt"
    def __gt__(self, o): return "A.gt"
class B(A):
    def __radd__(self, o): return "B.radd"
    def __eq__(self, o): return "B.eq"
    def __gt__(self, o): return "B.gt"
print(A() + B(), B() + A(), A() == B(), A() < B(), A() + A(), 1 + A(), 1 < A())
