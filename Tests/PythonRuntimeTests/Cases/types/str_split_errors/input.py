def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: ('a'.split('')))
show(lambda: ('a'.split(1)))
show(lambda: ('a'.split('a', 'b')))
show(lambda: ('a'.split('a', 1, 2)))
show(lambda: ('a'.split(foo=1)))
show(lambda: ('a'.rsplit('')))
show(lambda: ('a'.split(None, 1.5)))
