class A:
    def go(self):
        for x in self.gen(): pass
    def gen(self):
        yield 1
        raise KeyError("in generator")
A().go()
