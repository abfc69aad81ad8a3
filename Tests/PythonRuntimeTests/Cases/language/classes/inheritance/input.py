class A:
    def __init__(self): self.log = ["A"]
    def who(self): return "A"
    def call(self): return self.who()
class B(A):
    def __init__(self):
        super().__init__()
        self.log.append("B")
    def who(self): return "B" + super().who()
class C(B):
    def who(self): return "C" + super(C, self).who()
print(C().call(), C().log, C.__mro__, C.__bases__, issubclass(C, A), isinstance(B(), C))
