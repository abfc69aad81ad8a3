class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
p.x = 5
print(p.x, p.y, hasattr(p, "__dict__"))
try: p.z = 1
except AttributeError as e: print(e)
