class Dataset:
    def __len__(self): raise NotImplementedError
    def __getitem__(self, i): raise NotImplementedError
class Squares(Dataset):
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError("out of range")
        return i, i * i
class Loader:
    def __init__(self, data, batch): self.data, self.batch = data, batch
    def __iter__(self):
        out = []
        for item in self.data:
            out.append(item)
            if len(out) == self.batch:
                yield tuple(zip(*out))
                out = []
        if out: yield tuple(zip(*out))
for x, y in Loader(Squares(5), 2): print(x, y)
try: len(Dataset())
except NotImplementedError as e: print(repr(e))
