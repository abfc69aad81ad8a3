print((lambda: 1)(), (lambda x, *a, k=2, **kw: (x, a, k, kw))(1, 2, 3, k=4, z=5))
print(sorted([(1, "b"), (0, "c"), (2, "a")], key=lambda t: t[1]))
print(list(map(lambda x: x ** 2, range(4))), [f(3) for f in (lambda x: x + 1, lambda x: x * 2)])
