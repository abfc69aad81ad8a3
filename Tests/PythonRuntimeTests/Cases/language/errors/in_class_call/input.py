class A:
    def __call__(self): return self.go()
    def go(self): raise RuntimeError('went')
A()()
