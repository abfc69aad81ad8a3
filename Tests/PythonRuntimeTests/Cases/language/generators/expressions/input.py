g = (x * x for x in range(4))
print(next(g), list(g), sum(x for x in range(5)), max((len(w), w) for w in ["a", "bbb", "cc"]))
print(list((a, b) for a in range(2) for b in "xy" if a or b == "y"))
def f():
    k = 10
    return list(k + i for i in range(3))
print(f(), ",".join(str(i) for i in range(3)), dict((k, v) for k, v in [(1, 2)]))
