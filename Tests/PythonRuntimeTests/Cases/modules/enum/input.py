from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def describe(self): return self.name.lower()
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["GREEN"], Color.CRIMSON is Color.RED)
print(list(Color), len(Color), Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED in Color, Color.RED.describe(), isinstance(Color.RED, Color))
print(Color.__members__, type(Color.RED), Color, f"{Color.RED}", "%s" % Color.RED, {Color.RED: 1})
attempt(lambda: Color(9))
attempt(lambda: Color["X"])
def assign(): Color.RED = 3
attempt(assign)
attempt(lambda: Color.RED < Color.GREEN)
attempt(lambda: Color.RED.nope)
class Auto(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()
print([m.value for m in Auto])
class I(IntEnum):
    ONE = 1
    TWO = 2
print(I.ONE, repr(I.ONE), I.ONE + 1, I.TWO > 1, I(1), f"{I.TWO}", "%d" % I.TWO, I.ONE == 1, [10, 20, 30][I.ONE], int(I.TWO), max(I))
class S(StrEnum):
    X = auto()
    Y = "why"
print(S.X, repr(S.X), S.Y == "why", S.Y.upper(), f"{S.X}")
class Mode(str, Enum):
    FAST = "fast"
print(Mode.FAST == "fast", Mode.FAST.value, repr(Mode.FAST), Mode("fast") is Mode.FAST)
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(Perm.R | Perm.X, repr(Perm.R | Perm.X), Perm.R in Perm.RW, Perm.RW & Perm.W, ~Perm.R, bool(Perm.R & Perm.W), repr(Perm(0)), list(Perm), list(Perm.RW), Perm.RW, Perm.R.value)
class IF(IntFlag):
    A = 1
    B = 2
print(IF.A | IF.B, repr(IF.A | IF.B), IF.A | 8, repr(IF.A | 8), IF.A + 1)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)
    def __init__(self, mass, radius): self.mass = mass; self.radius = radius
    @property
    def ratio(self): return round(self.mass / self.radius, 3)
print(Planet.EARTH, Planet.EARTH.mass, Planet.MARS.ratio, Planet((0.6, 3.3)), Planet.EARTH.value)
@unique
class U(Enum):
    A = 1
    B = 2
def dup():
    @unique
    class V(Enum):
        A = 1
        B = 1
attempt(dup)
def redefine():
    class V(Enum):
        A = 1
        A = 2
attempt(redefine)
def extend():
    class V(Color): pass
attempt(extend)
Animal = Enum("Animal", "CAT DOG"); print(list(Animal), Animal.DOG.value)
An2 = Enum("An2", {"X": "x", "Y": "y"}); print(list(An2))
class W(Enum):
    A = 1
    @classmethod
    def _missing_(cls, value): return cls.A if value == "a" else None
    @classmethod
    def make(cls): return cls.A
    @staticmethod
    def s(): return "s"
print(W("a"), W.make(), W.s(), hash(W.A) == hash(W.A), W.A.name)
import copy
print(copy.deepcopy(Color.RED) is Color.RED, [c.name for c in reversed(Color)], isinstance(Color, type), issubclass(I, int))
match Color.RED:
    case Color.RED: print("red")
