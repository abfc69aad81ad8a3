from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def f(self): ...
    def g(self): return "g"
class B(A):
    def f(self): return "f"
print(B().f(), B().g())
try: A()
except TypeError as e: print(e)
