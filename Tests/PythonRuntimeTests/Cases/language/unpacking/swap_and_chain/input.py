a, b = 1, 2
a, b = b, a
print(a, b)
x = y = z = [0]
x.append(1)
print(y is z, z)
i, l = 0, [10, 20]
i, l[i] = 1, 99
print(i, l)
for n, (m, *r) in [(1, (2, 3, 4)), (5, (6,))]: print(n, m, r)
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 3}, {**{"a": 1}, "b": 2, **{"a": 3}})
def f(): return 1, 2
p, q = f()
print(p, q)
d = {}
d["k"], d["j"] = "v", "w"
print(d)
