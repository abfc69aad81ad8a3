def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

class P:
    def __init__(self, x): self.x = x
    def __hash__(self): return hash(self.x)
    def __eq__(self, other): return isinstance(other, P) and self.x == other.x
    def __repr__(self): return f'P({self.x})'
d = {P(1): 'a', P(2): 'b', P(1): 'c'}
print(d, len(d), d[P(2)])
print(P(3) in d, P(1) in d)
class U:
    def __eq__(self, other): return True
try:
    {U(): 1}
except TypeError as e:
    print(e)
class H:
    def __hash__(self): return 'x'
try:
    {H(): 1}
except TypeError as e:
    print(e)
class M(dict):
    def __missing__(self, key): return f'missing {key}'
print(M()['q'], M(a=1)['a'], M().get('q'))
