def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

data = [(i * 7919 % 13, i) for i in range(200)]
print(sorted(data, key=lambda p: p[0]))
print(sorted(data, key=lambda p: p[0], reverse=True))
print(sorted(data, key=lambda p: -p[0])[:10])
class K:
    def __init__(self, v): self.v = v
    def __lt__(self, other): return self.v < other.v
    def __repr__(self): return f'K({self.v})'
print(sorted([K(3), K(1), K(2)]))
print(max([K(3), K(1), K(2)]) if False else 'skip')
a = [3, 1, 2]
def bad(x):
    a.append(9)
    return x
try:
    a.sort(key=bad)
except ValueError as e:
    print(e)
print(len(a) >= 3)
