def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (len([1]), len(''), len(()), len({}), len(set()), len(range(3)), len(b'ab')))
show(lambda: (len(1)))
show(lambda: (len(None)))
show(lambda: (len()))
show(lambda: (len([], [])))
show(lambda: (len(x=[])))
show(lambda: (len(len)))
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
show(lambda: (len(L(3))))
show(lambda: (len(L(-1))))
show(lambda: (len(L('a'))))
show(lambda: (len(L(1.5))))
show(lambda: (len(L(2**63))))
show(lambda: (bool(L(0)), bool(L(2))))
show(lambda: (len(L)))
