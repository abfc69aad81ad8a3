def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (bin(5), bin(-5), bin(0), bin(2**70)))
show(lambda: (oct(8), oct(-8), oct(0)))
show(lambda: (hex(255), hex(-255), hex(0), hex(2**70)))
show(lambda: (bin(True)))
show(lambda: (bin(1.5)))
show(lambda: (hex('a')))
show(lambda: (oct(None)))
show(lambda: (bin()))
class I:
    def __index__(self): return 10
show(lambda: (bin(I()), hex(I()), oct(I())))
show(lambda: ([1] * I(), list(range(I()))[-1], 'abcdefghijkl'[I()]))
show(lambda: (int(I()), float(I()), complex(I())))
class BadI:
    def __index__(self): return 'x'
show(lambda: (bin(BadI())))
show(lambda: ([1, 2][BadI()]))
