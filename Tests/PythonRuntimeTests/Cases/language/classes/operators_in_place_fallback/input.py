class A:
    def __add__(self, o): return "added"
    def __imul__(self, o): return NotImplemented
    def __mul__(self, o): return "multiplied"
a = A(); a += 1; print(a)
a = A(); a *= 1; print(a)
a = A()
try: a -= 1
except TypeError as e: print(e)
