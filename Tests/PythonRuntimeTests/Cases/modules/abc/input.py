from abc import ABC, abstractmethod, ABCMeta
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
    def describe(self): return f"{self.name}: {self.area()}"
attempt(lambda: Shape())
class Half(Shape):
    def area(self): return 1
attempt(lambda: Half())
class Full(Half):
    name = "full"
print(Full().describe(), isinstance(Full(), Shape), issubclass(Full, Shape))
class R(metaclass=ABCMeta): pass
R.register(int)
print(isinstance(3, R), issubclass(int, R), isinstance("x", R), issubclass(bool, R))
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, other): return hasattr(other, "quack") or NotImplemented
class Duck:
    def quack(self): pass
print(isinstance(Duck(), Hook), isinstance(3, Hook))
class CM(ABC):
    @classmethod
    @abstractmethod
    def make(cls): ...
    @staticmethod
    @abstractmethod
    def st(): ...
attempt(lambda: CM())
print(sorted(CM.__abstractmethods__))
