def counter():
    n = 0
    def up(k=1):
        nonlocal n
        n += k
        return n
    def get(): return n
    return up, get
up, get = counter()
up(); up(5)
print(get(), counter()[1]())
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def outer(x):
    def mid():
        def inner():
            return x
        return inner
    return mid
print(outer(7)()())
print(outer(1).__closure__[0].cell_contents)
