def f(x, acc=[]):
    acc.append(x)
    return acc
print(f(1), f(2), f(3, []), f.__defaults__)
def g(*, k=[1]): return k
print(g.__kwdefaults__, g())
