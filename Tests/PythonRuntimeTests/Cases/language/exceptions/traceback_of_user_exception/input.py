class MyError(Exception): pass
class Outer:
    class Inner(Exception): pass
def f(): raise Outer.Inner("deep", 1)
f()
