def p(x): print(x, end=" "); return x
d = {p(1): p(2), p(3): p(4)}
l = [p(5), p(6)]
p(7) + p(8) * p(9)
print()
def f(*a, **k): return a, k
print(f(p(1), p(2), k=p(3)))
l[p(0)] = p(99)
a = p(1) if p(0) else p(2)
print(l)
x = 1
def bump():
    global x
    x += 10
    return x
print(x + bump(), x, x + bump() + x)
print((x, bump(), x))
