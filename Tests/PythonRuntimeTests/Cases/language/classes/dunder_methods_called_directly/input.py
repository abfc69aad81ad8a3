print([1, 2].__len__(), (5).__add__(3), "ab".__contains__("a"), (1).__eq__(1), (1).__eq__("a"), [3].__getitem__(0), {}.__class__, (2.0).__mul__(3))
print(list.__len__([1]), int.__add__(1, 2), str.__add__("a", "b"), dict.__getitem__({"k": 1}, "k"), object.__eq__(1, 1))
l = [1]
l.__setitem__(0, 5)
l.__iadd__([2])
print(l, l.__iter__().__next__(), hasattr(5, "__add__"), hasattr([], "__next__"), (5).__neg__(), True.__and__(False))
class A(list):
    def __len__(self): return 100 + list.__len__(self)
print(len(A([1, 2])), A([1]).__repr__(), A.__mro__[1].__len__(A([1])))
