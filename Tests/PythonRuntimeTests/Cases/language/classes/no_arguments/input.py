class A: pass
for f in (lambda: A(1), lambda: A(x=1), lambda: object(1)):
    try: f()
    except TypeError as e: print(e)
class B:
    def __init__(self): return 5
try: B()
except TypeError as e: print(e)
class C:
    def __init__(self, a): pass
try: C()
except TypeError as e: print(e)
try: C(1, 2)
except TypeError as e: print(e)
