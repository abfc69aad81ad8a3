x = "global"
class A:
    x = "class"
    y = x
    def f(self): return x
    z = [x for _ in range(2)]
    w = [i for i in x]
print(A.y, A().f(), A.z, A.w)
def g():
    v = "outer"
    class B:
        u = v
        v = "inner"
        def m(self): return v
    return B
try: print(g().u)
except NameError as e: print(e)
