class A: pass
a = A()
a.__len__ = lambda: 5
try: len(a)
except TypeError as e: print(e)
try: A()[0]
except TypeError as e: print(e)
try: A()[0] = 1
except TypeError as e: print(e)
try: del A()[0]
except TypeError as e: print(e)
try: 1 in A()
except TypeError as e: print(e)
try: -A()
except TypeError as e: print(e)
try: A() + 1
except TypeError as e: print(e)
try: [1, 2][A()]
except TypeError as e: print(e)
try: int(A())
except TypeError as e: print(e)
