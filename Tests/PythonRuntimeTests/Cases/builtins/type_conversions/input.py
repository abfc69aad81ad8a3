def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (list('abc'), tuple([1]), set([1]), dict([(1, 2)]), frozenset([1])))
show(lambda: (list(None)))
show(lambda: (tuple(5)))
show(lambda: (set(None)))
show(lambda: (dict(5)))
show(lambda: (int('5'), float('5'), str(5), bool(5), complex('5')))
show(lambda: (bytes([1]), bytearray([1])))
show(lambda: (list({1: 2}.items())))
show(lambda: (int(float('1e3'))))
show(lambda: ([int(x) for x in '1 2 3'.split()]))
show(lambda: (list(map(float, ['1', '2.5']))))
show(lambda: (float(' nan ')))
show(lambda: (str([1.0, 'a', None])))
show(lambda: (tuple({'a': 1})))
show(lambda: (int.from_bytes(bytes([1, 0]), 'big')))
