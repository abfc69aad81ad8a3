def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (list(iter([1, 2]))))
show(lambda: (next(iter([1])), next(iter([]), 'd')))
show(lambda: (next(1)))
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
show(lambda: (list(It()), sum(It()), max(It()), tuple(It()), set(It()), sorted(It(), reverse=True)))
show(lambda: (dict(zip(It(), It()))))
show(lambda: ([*It()], 2 in It(), 9 in It()))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 2
show(lambda: (list(Seq()), 4 in Seq(), 5 in Seq(), sum(Seq())))
class BadIter:
    def __iter__(self): return 5
show(lambda: (list(BadIter())))
class NoIter:
    __iter__ = None
show(lambda: (list(NoIter())))
a, b, c = It()
print(a, b, c)
first, *rest = It()
print(first, rest)
print(','.join(str(x) for x in It()))
