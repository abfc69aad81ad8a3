def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

class A:
    x = 1
    def __init__(self): self.y = 2
    def m(self): return 'm'
a = A()
show(lambda: (getattr(a, 'x'), getattr(a, 'y'), getattr(a, 'm')()))
show(lambda: (getattr(a, 'z')))
show(lambda: (getattr(a, 'z', 5)))
show(lambda: (getattr(a)))
show(lambda: (getattr(a, 1)))
show(lambda: (getattr(a, 'x', 1, 2)))
show(lambda: (hasattr(a, 'x'), hasattr(a, 'z')))
show(lambda: (hasattr(a, 1)))
show(lambda: (setattr(a, 'w', 9)))
show(lambda: (a.w))
show(lambda: (setattr(a, 1, 2)))
show(lambda: (setattr(5, 'x', 1)))
show(lambda: (setattr([], 'x', 1)))
show(lambda: (setattr(a, 'q')))
show(lambda: (delattr(a, 'w')))
show(lambda: (delattr(a, 'w')))
show(lambda: (delattr(a, 'x')))
show(lambda: (vars(a)))
show(lambda: (vars(5)))
show(lambda: (a.__dict__))
show(lambda: (callable(a), callable(A), callable(a.m), callable(len), callable(5)))
show(lambda: (callable()))
show(lambda: (sorted(n for n in dir(a) if not n.startswith('_'))))
show(lambda: ('append' in dir([]), 'upper' in dir(''), '__len__' in dir([])))
show(lambda: (getattr('abc', 'upper')()))
show(lambda: (getattr([], 'nope')))
show(lambda: (isinstance(a, A), isinstance(a, (int, A)), issubclass(A, object)))
show(lambda: (type(a).__name__, a.__class__ is A))
show(lambda: (id(a) == id(a), id(a) == id(A())))
show(lambda: (getattr(a, 'zzz', None) is None))
show(lambda: (setattr(A, 'cls', 7)))
show(lambda: (a.cls, A.cls))
