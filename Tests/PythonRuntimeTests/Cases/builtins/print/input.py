def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

print()
print(1, 'a', None, 2.5)
print(1, 2, sep='-')
print(1, 2, sep='', end='!\n')
print('a', end='')
print('b')
print(*[1, 2, 3])
print(*[1, 2], sep='\n')
print('x', sep=None, end=None)
print('a', flush=True)
show(lambda: (print('a', sep=1)))
show(lambda: (print('a', end=1)))
show(lambda: (print('a', foo=1)))
show(lambda: (print('a', file=None)))
show(lambda: (print()))
print([1, 'a'], {'a': 1}, (1,), {1}, 1j, b'x')
print('é', '日本')
print(print is None)
class W:
    def __init__(self): self.parts = []
    def write(self, text): self.parts.append(text)
w = W()
print('a', 1, file=w)
print(w.parts)
class S:
    def __str__(self): return 'str!'
    def __repr__(self): return 'repr!'
print(S(), [S()])
class B:
    def __str__(self): return 5
show(lambda: (print(B())))
