class K:
    def __init__(self, k): self.k = k
    def __hash__(self): return hash(self.k)
    def __eq__(self, o): return self.k == o.k
d = {K(1): "one"}
print(d[K(1)], K(2) in d, len({K(1), K(1), K(3)}))
class U(K):
    __hash__ = None
try: hash(U(1))
except TypeError as e: print(e)
