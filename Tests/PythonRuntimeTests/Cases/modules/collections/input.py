from collections import OrderedDict, defaultdict, Counter, namedtuple, deque, ChainMap, UserDict, UserList
import collections.abc
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
od = OrderedDict([("a", 1), ("b", 2)])
od["c"] = 3
print(od, len(od), list(od), od == {"c": 3, "a": 1, "b": 2}, od == OrderedDict([("b", 2), ("a", 1), ("c", 3)]))
od.move_to_end("a"); print(od)
od.move_to_end("c", last=False); print(od)
print(od.popitem(), od.popitem(last=False), od, OrderedDict())
print(OrderedDict(a=1) | {"z": 2}, OrderedDict.fromkeys("ab", 0), list(reversed(OrderedDict(x=1, y=2))))
d = defaultdict(list)
d["x"].append(1); d["y"]
print(d, d.get("q"), "q" in d, dict(d))
print(defaultdict(int, {"a": 1}), defaultdict(None))
attempt(lambda: defaultdict(None)["k"])
attempt(lambda: defaultdict(3))
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], sum(c.values()), c.total(), sorted(c.elements()))
c.update("aaa"); c.subtract({"b": 5}); print(c)
print(Counter(a=3, b=1) + Counter(a=1, b=2), Counter(a=3, b=1) - Counter(a=1, b=2), Counter(a=3, b=1) & Counter(a=1, b=2), Counter(a=3, b=1) | Counter(a=1, b=2))
print(+Counter(a=1, b=-1), -Counter(a=1, b=-1), Counter(a=1) == Counter(a=1, b=0), Counter())
del c["nothing"]
Point = namedtuple("Point", ["x", "y"])
p = Point(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), Point._fields, Point._make([3, 4]), p == (1, 2), isinstance(p, tuple))
x, y = p
print(x + y, Point.__name__, Point.__doc__, hash(p) == hash((1, 2)))
attempt(lambda: Point(1))
attempt(lambda: Point())
attempt(lambda: Point(1, 2, 3))
attempt(lambda: Point(1, z=3))
attempt(lambda: Point(1, x=3))
attempt(lambda: p._replace(q=1))
attempt(lambda: Point._make([1]))
def assign(): p.x = 3
attempt(lambda: namedtuple("A", "a a"))
attempt(lambda: namedtuple("A", "class b"))
attempt(lambda: namedtuple("A", "_x"))
Node = namedtuple("Node", "val left right", defaults=[None, None])
print(Node(1), Node(1, 2), Node._field_defaults)
attempt(lambda: Node())
print(namedtuple("R", "a class a", rename=True)._fields)
class P3(namedtuple("P3", "x y")):
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
print(P3(3, 4), P3(3, 4).norm)
q = deque([1, 2, 3], maxlen=4)
q.append(4); q.append(5); print(q, len(q), q[0], q[-1])
q.appendleft(0); print(q)
q = deque(range(6)); q.rotate(2); print(q); q.rotate(-3); print(q)
print(q.pop(), q.popleft(), q, 3 in q, q.index(3), q.count(9), list(reversed(q)))
q.extend([7, 8]); q.extendleft([9, 10]); print(q); q.remove(8); q.insert(1, 99); q.reverse(); print(q, q.maxlen)
del q[0]; q[0] = "z"; print(q, deque("ab") == deque("ab"), deque("ab") < deque("b"), deque([1]) + deque([2]), deque([1]) * 3, q.copy())
attempt(lambda: deque().pop())
attempt(lambda: deque().popleft())
attempt(lambda: deque([1])[5])
attempt(lambda: deque([1]).remove(5))
q.clear(); print(q, bool(q))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m["a"], m["b"], dict(m), len(m), m.new_child({"b": 9})["b"], m.parents, m)
m["z"] = 1; print(m.maps)
attempt(lambda: m["nope"])
class U(UserDict):
    def __getitem__(self, k): return super().__getitem__(k.lower())
u = U({"a": 1}); print(u["A"], u, len(u))
print(UserList([3, 1]) + [2], UserList([1])[0])
print(isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping), isinstance(1, collections.abc.Hashable), isinstance([], collections.abc.Hashable), isinstance(len, collections.abc.Callable), isinstance((i for i in []), collections.abc.Iterator), isinstance([], collections.abc.Iterable), isinstance(3, collections.abc.Iterable))
class M(collections.abc.Mapping):
    def __init__(self, **k): self.k = k
    def __getitem__(self, k): return self.k[k]
    def __iter__(self): return iter(self.k)
    def __len__(self): return len(self.k)
print(M(a=1).get("b", 7), list(M(a=1).items()), "a" in M(a=1), M(a=1) == {"a": 1}, dict(M(q=2)))
class S(collections.abc.Sequence):
    def __getitem__(self, i): return [10, 20, 30][i]
    def __len__(self): return 3
print(list(S()), 20 in S(), S().index(30), list(reversed(S())), S().count(10))
attempt(lambda: collections.abc.Mapping())
