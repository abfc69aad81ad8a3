from dataclasses import dataclass, field, fields, asdict, astuple, replace, FrozenInstanceError, InitVar, KW_ONLY, is_dataclass, make_dataclass
from typing import ClassVar, List, Optional
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
@dataclass
class Point:
    x: float
    y: float = 0.0
    tags: list = field(default_factory=list)
p = Point(1.5)
print(p, Point(1, 2) == Point(1, 2), Point(1) != Point(2), p.tags is Point(1).tags, Point(1, tags=["a"]))
p.x = 9; print(p.x, [f.name for f in fields(p)], asdict(p), astuple(p), is_dataclass(p), is_dataclass(Point), is_dataclass(3))
attempt(lambda: Point())
attempt(lambda: Point(1, 2, 3, 4))
attempt(lambda: Point(1, z=2))
attempt(lambda: Point(1, x=2))
attempt(lambda: hash(p))
@dataclass(frozen=True, order=True)
class F:
    a: int
    b: str = field(default="q", compare=False)
f = F(1)
print(f, hash(f) == hash(F(1, "other")), F(1) < F(2), sorted([F(3), F(1)]), F(1) == F(1, "z"), {F(1): 2}[F(1)])
def change(): f.a = 3
attempt(change)
def remove(): del f.a
attempt(remove)
print(replace(f, a=5), f.__match_args__)
@dataclass
class Base:
    x: int
    c: ClassVar[int] = 10
@dataclass
class Child(Base):
    y: int = 1
    z: Optional[List[int]] = None
    def __post_init__(self): self.total = self.x + self.y
k = Child(1); print(k, k.total, Child.c, [f.name for f in fields(Child)])
@dataclass
class I:
    a: int
    scale: InitVar[int] = 2
    b: int = field(init=False)
    hidden: int = field(default=3, repr=False)
    def __post_init__(self, scale): self.b = self.a * scale
print(I(3), I(3, 5), I(1).hidden)
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 2
    c: int
print(K(1, c=3))
attempt(lambda: K(1))
attempt(lambda: K(1, 2, c=3))
@dataclass(kw_only=True)
class KW:
    a: int
print(KW(a=1))
attempt(lambda: KW(1))
def bad():
    @dataclass
    class B:
        a: list = []
attempt(bad)
def bad2():
    @dataclass
    class B:
        a: int = 1
        b: int
attempt(bad2)
def bad3():
    @dataclass
    class B(F):
        z: int = 1
attempt(bad3)
@dataclass
class Node:
    v: int
    children: list = field(default_factory=list)
    inner: object = None
print(asdict(Node(1, [Node(2)], {"k": Point(1)})), astuple(Node(1, [Node(2)])))
@dataclass(repr=False, eq=False)
class N:
    a: int
print(N(1) == N(1), "object at" in repr(N(1)))
@dataclass
class Custom:
    a: int
    def __repr__(self): return "custom"
print(Custom(1))
C = make_dataclass("C", [("x", int), ("y", int, field(default=5))]); print(C(1), C.__name__)
@dataclass(slots=True)
class Sl:
    a: int
    b: int = 2
print(Sl(1))
match Point(1, 2):
    case Point(x, y): print("matched", x, y)
@dataclass(unsafe_hash=True)
class UH:
    a: int
print(hash(UH(1)) == hash((1,)), Point.__doc__)
