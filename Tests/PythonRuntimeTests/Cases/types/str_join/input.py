def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (', '.join(['a', 'b', 'c'])))
show(lambda: (''.join([])))
show(lambda: ('x'.join(['a'])))
show(lambda: ('-'.join('abc')))
show(lambda: ('-'.join(('é', 'b'))))
show(lambda: ('-'.join(str(i) for i in range(5))))
show(lambda: ('-'.join({'a': 1, 'b': 2})))
show(lambda: ('-'.join([1])))
show(lambda: ('-'.join(['a', None])))
show(lambda: ('-'.join(1)))
show(lambda: ('-'.join()))
show(lambda: ('-'.join(['a'], ['b'])))
show(lambda: ('-'.join(iter(['a', 'b']))))
