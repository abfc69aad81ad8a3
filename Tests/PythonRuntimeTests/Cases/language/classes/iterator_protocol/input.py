class Up:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
print(list(Up(3)), sum(Up(4)), [a for a in Up(2)], dict(zip(Up(2), "ab")), *Up(2))
it = iter(Up(1))
print(next(it), next(it, "end"))
try: next(it)
except StopIteration as e: print("stopped", repr(e))
class Bad:
    def __iter__(self): return 5
try: iter(Bad())
except TypeError as e: print(e)
