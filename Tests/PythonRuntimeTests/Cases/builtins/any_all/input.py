def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (any([0, 1]), any([]), any([0, '']), all([1, 2]), all([]), all([1, 0])))
show(lambda: (any(1)))
show(lambda: (all(None)))
show(lambda: (any()))
show(lambda: (any(x > 2 for x in [1, 2, 3])))
show(lambda: (all(x > 2 for x in [1, 2, 3])))
show(lambda: (any([0], [1])))
show(lambda: (any('abc'), all('')))
it = iter([1, 2, 3, 4])
print(any(x > 1 for x in it), list(it))
