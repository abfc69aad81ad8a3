i = "kept"
print([i for i in range(3)], i)
print({i: j for i, j in [(1, 2)]}, {i for i in "aab"} == {"a", "b"}, i)
def f():
    fs = [lambda: k for k in range(3)]
    return [g() for g in fs]
print(f())
print([[a * b for a in range(3)] for b in range(3)])
print([(a, b) for a in range(3) for b in range(a) if (a + b) % 2])
m = [[1, 2], [3, 4]]
print([v for row in m for v in row])
