def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__ + ": " + str(error))

show(lambda: (str()))
show(lambda: (str(1)))
show(lambda: (str(b'abc', 'utf-8')))
show(lambda: (str('x')))
show(lambda: (str(None)))
show(lambda: (str(1.5)))
show(lambda: (str([1, 'a'])))
show(lambda: (str(b'abc')))
show(lambda: (str('a', 'utf-8')))
show(lambda: (str(1, 'utf-8')))
show(lambda: (str(object=5)))
show(lambda: (str(b'\xff', 'utf-8')))
show(lambda: (str(b'\xff', 'utf-8', 'replace')))
show(lambda: (str(b'\xe9', 'latin-1')))
show(lambda: (str(1, 2, 3, 4)))
