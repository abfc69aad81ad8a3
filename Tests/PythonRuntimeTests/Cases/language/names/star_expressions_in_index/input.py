class A:
    def __getitem__(self, k): return k
a = A()
print(a[1, 2], a[1:2, ::3], a[...], a[:, None], a[()], a["x"])
