class C:
    total = 0
    def add(self): C.total += 1; self.mine = C.total
cs = [C() for _ in range(3)]
for c in cs: c.add()
print(C.total, [c.mine for c in cs])
def patched(self): return "patched"
C.add = patched
print(cs[0].add())
C.__len__ = lambda self: 42
print(len(cs[0]))
del C.__len__
try: len(cs[0])
except TypeError as e: print(e)
