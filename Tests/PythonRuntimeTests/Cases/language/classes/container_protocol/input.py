class Seq:
    def __init__(self, *v): self.v = list(v)
    def __len__(self): return len(self.v)
    def __getitem__(self, i):
        if isinstance(i, slice): return ("slice", i.start, i.stop, i.step)
        return self.v[i]
    def __setitem__(self, i, x): self.v[i] = x
    def __delitem__(self, i): del self.v[i]
    def __contains__(self, x): return x == "magic" or x in self.v
s = Seq(1, 2, 3)
s[0] = 10
del s[1]
print(len(s), s[0], s[-1], s[1:2], s[::2], "magic" in s, 7 in s, list(s), bool(Seq()), s[...] if False else "")
class Old:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(Old()), 9 in Old(), [x for x in Old()], max(Old()))
class NoIter:
    __iter__ = None
try: iter(NoIter())
except TypeError as e: print(e)
