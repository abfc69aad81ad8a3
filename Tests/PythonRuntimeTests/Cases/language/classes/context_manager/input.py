class M:
    def __init__(self, n, swallow=False): self.n, self.swallow = n, swallow
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        return self.swallow
with M(1) as m, M(2): print("body", m.n)
with M(3, True): raise ValueError("gone")
def f():
    with M(4): return "returned"
print(f())
for i in range(2):
    with M(i):
        if i == 0: continue
        break
try:
    with M(5): 1 / 0
except ZeroDivisionError as e: print("out", e)
class Half:
    def __enter__(self): pass
try:
    with Half(): pass
except TypeError as e: print(e)
try:
    with 5: pass
except TypeError as e: print(e)
