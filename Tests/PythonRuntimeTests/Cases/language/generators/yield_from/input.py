def inner():
    try:
        r = yield "a"
        print("inner got", r)
        yield "b"
    except KeyError:
        yield "handled"
    return "result"
def outer():
    v = yield from inner()
    print("outer got", v)
    yield from [1, 2]
    w = yield from iter(())
    print(w)
o = outer()
print(next(o), o.send("S"), next(o), list(o))
p = outer()
next(p)
print(p.throw(KeyError), next(p))
def tree(t):
    if isinstance(t, list):
        for s in t: yield from tree(s)
    else: yield t
print(list(tree([1, [2, [3, [4]], 5]])))
