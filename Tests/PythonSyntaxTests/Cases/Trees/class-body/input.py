class A:
    'doc'
    x = 1
    y: int
    def f(self): return self.x
    @property
    def g(self): return 1
    class B: pass
