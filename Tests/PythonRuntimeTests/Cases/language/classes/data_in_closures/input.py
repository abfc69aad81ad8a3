def make(n):
    class C:
        value = n
        def get(self): return n + self.value
        def cls(self): return __class__.__name__
    return C
print(make(3)().get(), make(4).value, make(1)().cls(), make(1).__qualname__)
